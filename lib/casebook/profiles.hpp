// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace casebook {

// Organisation profiles: templates/profiles/NAME.yaml is a pvtool.yaml with places {{word}} that
// the words of one language fill: text.LANG.yaml beside it, first its section NAME, then `common`.
// A word of several lines repeats on each of them what stands before the place on its line: a
// comment stays one. NAME.example.yaml is the story of a sample register, filled from
// example.LANG.yaml in the same way.
inline constexpr std::string_view k_plain_profile = "plain";

// The names of all profiles, sorted, the plain one left out.
std::vector<std::string> profile_names(const std::string& data_folder);

// Throws core::Error (usage, "no-such-profile", {profile, known, near}) for another name.
void check_profile(const std::string& data_folder, const std::string& name);

// The language that a profile's file names; empty when it is whatever the user speaks.
std::string language_of_profile(const std::string& data_folder, const std::string& name);

// The pvtool.yaml of a profile in a language; an example is marked as one, and has besides what its
// story says of it.
std::string organisation_of(const std::string& data_folder, const std::string& name,
                            const std::string& language, bool example);

// The story of a profile's sample register in a language, as YAML.
std::string story_of(const std::string& data_folder, const std::string& name,
                     const std::string& language);

} // namespace casebook
