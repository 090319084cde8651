// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "core/path.hpp"
#include "core/value.hpp"

namespace casebook {

// The words that people see, in one language. Common ones stand in templates/text/LANG/FILE.yaml
// ("findings", "terminal", "help"), a kind's own in its folder's text.LANG.yaml. Files are
// read when first asked for.
class Texts {
public:
  Texts(std::string text_folder, std::string language);

  const std::string& language() const { return m_language; }
  // Ask a kind's texts too, before the common ones.
  void add_kind(const std::string& name, const std::string& folder);
  // The folder whose text.LANG.yaml has the words that all kinds share; a kind's own come first.
  void add_common(const std::string& folder);

  // A common text by file and dotted id, placeholders filled: say("terminal", "assess.severity",
  // {...}). A text that differs for one is a map of `one` and `other`, told apart by the argument
  // `number`. An id without text gives the id itself in brackets, so that nothing is hidden.
  std::string say(std::string_view file, std::string_view id,
                  const core::Arguments& arguments = {}) const;
  // The text under a section and a key of a common file, where keys may hold dots and dashes; empty
  // when there is none. Without key: the text at the top.
  std::string word(std::string_view file, std::string_view section, std::string_view key) const;
  // All of a section of a common file; nothing when there is none.
  const core::Value& all(std::string_view file, std::string_view section) const;
  // A text of a kind, or of all kinds: say_kind("breach", {"reasons", "scope.outside"}); empty when
  // there is none.
  std::string say_kind(std::string_view kind, const std::vector<std::string>& keys) const;

  // message, hint or explain of a finding: the kinds' first, then the common ones. Empty when there
  // is none.
  std::string finding(std::string_view name, std::string_view part,
                      const core::Arguments& arguments = {}) const;
  // Names of all findings that have texts, sorted.
  std::vector<std::string> finding_names() const;

private:
  // One file, one section of it, or one entry of a section: the files are long, and most commands
  // need little of them. Only the program's own are taken to pieces that small, as its tests hold
  // the pieces against the whole.
  const core::Value& file(std::string_view name) const;
  const core::Value& section(const std::string& path, std::string_view key) const;
  const core::Value* entry(const std::string& path, std::string_view key,
                           std::string_view inner) const;
  std::string_view part_of(const std::string& path, std::string_view key) const;
  const std::string& kind_path(const std::string& folder) const;
  const std::string& source(const std::string& path) const;
  std::string path_of(std::string_view name) const;
  std::string say_in(const std::string& folder, const std::vector<std::string>& keys) const;

  std::string m_folder;
  std::string m_language;
  std::string m_common;                                              // a folder, or empty
  std::vector<std::pair<std::string, std::string>> m_kinds;          // name, folder
  mutable std::map<std::string, core::Value, std::less<>> m_read;    // by path, section and entry
  mutable std::map<std::string, std::string, std::less<>> m_paths;   // of a kind's texts, by folder
  mutable std::map<std::string, std::string, std::less<>> m_sources; // by path
  mutable std::map<std::string, std::string_view, std::less<>> m_parts; // of a source, by section
};

// `text` with {name} replaced by the argument of that name; an unknown placeholder stays.
std::string filled(std::string_view text, const core::Arguments& arguments);

// The lines of one top-level key of a text in block style, that key included; empty when it has
// none.
std::string_view section_in(std::string_view text, std::string_view key);

// A section with nothing in it but the lines of one of its entries, or not even those. What stands
// at the margin of the first entry must begin an entry.
std::string entry_in(std::string_view section, std::string_view key);

} // namespace casebook
