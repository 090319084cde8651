// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casebook/dues.hpp"

namespace casebook {

// read_dues without `over_too`, and it reads only what may have changed since the last time. What
// each case added stands in a note of this working tree. It is taken from there when
//   the program, the kinds' data, pvtool.yaml, the zone and the register's place are the same,
//   the file has the stamp that it had before it was read, and that was settled,
//   it held what was committed then, and that has been the same in the head since,
//   it had no finding, and
//   every answer that its judgement got about the moment would be the same now (Holds).
// Under --now what is remembered for other moments stays.
Dues remembered_dues(Book& book, const Progress& progress);

// The note, for tests.
inline constexpr std::string_view k_dues_note = "deadlines";

// What stands in the note about the whole.
struct NoteHead {
  std::string grounds; // what every judgement rests on
  std::string head;    // the commit that the cases were compared with
  bool folder_is_fine = false;
  bool organisation_is_fine = false;
  friend bool operator==(const NoteHead&, const NoteHead&) = default;
};

// One case in the note. One that does not last is there by its path alone.
struct NoteCase {
  std::string_view path;
  bool lasts = false;
  reg::Stamp stamp{};
  Holds holds;
  std::string_view dues;  // for dues_from
  std::string_view bytes; // all of it, as record_of wrote it
};

// The first case of these bytes.
std::optional<NoteCase> case_from(std::string_view bytes);

// The cases of a note in the order of their paths, one after the other. The bytes must outlive it.
class NoteReader {
public:
  // Nothing when it is no note of ours, or a damaged one.
  static std::optional<NoteReader> of(std::string_view note);
  const NoteHead& head() const { return m_head; }
  // Nothing at the end.
  std::optional<NoteCase> next();

private:
  NoteHead m_head;
  std::string_view m_rest;
};

std::string record_of(std::string_view path, const reg::Stamp& stamp, const OfCase& found);
std::vector<Due> dues_from(const NoteCase& one);
// The bytes of a note; `records` are in the order of their paths.
std::string note_from(const NoteHead& head, const std::vector<std::string_view>& records);

} // namespace casebook
