// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace sys {

bool is_file(const std::string& path);
bool is_folder(const std::string& path);
bool is_link(const std::string& path);
// A regular file of the user that runs this, which nobody else may read or write.
bool is_private(const std::string& path);
// The whole content of a regular file, or nothing.
std::optional<std::string> read_file(const std::string& path);
// All of standard input, up to `most` bytes (one more when there is more).
std::string read_standard_input(std::size_t most);
// Names of the folders directly below `path`, sorted; empty when there is no such folder.
std::vector<std::string> folders_in(const std::string& path);
// Names of all that is no folder directly in `path`, sorted; empty when there is no such folder.
std::vector<std::string> files_in(const std::string& path);
// Paths of all that is no folder below `path`, through links to folders too, sorted; empty when
// there is no such folder.
std::vector<std::string> files_below(const std::string& path);
// What tells this program from a later build of it.
std::string program_mark();
// Write a file; throws core::Error (failed, "disk", {path, reason}).
void write_file(const std::string& path, const std::string& text);
// Write a file below `root` that nobody but the user may read, whole or not at all; missing
// folders on the way are made, as private. Throws core::Error (refused, "path-outside", {path})
// where a part of the way is a link, and (failed, "disk").
void write_private(const std::string& root, const std::string& path, const std::string& bytes);
// A new private temporary file with this ending; the caller removes it.
std::string temporary_file(const std::string& text, const std::string& ending);
void remove_file(const std::string& path);
// The folder with the program's schemas/ and templates/: share/pvtool beside the folder of the
// running program. Throws core::Error (failed, "data-folder-missing", {path}).
std::string data_folder();
std::string current_folder();
// `path` (absolute, or relative to the current folder) as seen from `root`, '/' separated; empty
// when it does not lie below it.
std::string path_below(const std::string& root, const std::string& path);
// The value of an environment variable, or nothing when unset or empty.
std::optional<std::string> environment(const std::string& name);

} // namespace sys
