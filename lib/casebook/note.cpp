// SPDX-License-Identifier: MIT
// The note of remembered deadlines as bytes: numbers in the order of this machine, texts behind
// their length, and before all a sum over the rest. Its format is in the first line.
#include <algorithm>
#include <cstring>
#include <type_traits>

#include "casebook/remembered.hpp"

namespace casebook {

namespace {

constexpr std::string_view k_first_line = "pvtool deadlines 1\n";
constexpr std::size_t k_sum_size = 8;

// Against damage, not against malice; ten megabytes in two milliseconds.
std::uint64_t sum_of(std::string_view bytes) {
  constexpr std::uint64_t k_factor = 0x9E3779B97F4A7C15U;
  std::array<std::uint64_t, 4> lanes = {1, 2, 3, bytes.size()};
  const auto mix = [&](std::uint64_t& lane, std::uint64_t word) {
    lane = (lane ^ word) * k_factor;
    lane ^= lane >> 29U;
  };
  std::array<std::uint64_t, 4> words{};
  while (!bytes.empty()) {
    const auto size = std::min(bytes.size(), sizeof words);
    if (size < sizeof words) {
      words = {};
    }
    std::memcpy(words.data(), bytes.data(), size);
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
      mix(lanes[lane], words[lane]);
    }
    bytes.remove_prefix(size);
  }
  for (std::size_t lane = 1; lane < lanes.size(); ++lane) {
    mix(lanes[0], lanes[lane]);
  }
  return lanes[0];
}

template <typename Number> void put(std::string& bytes, Number number) {
  static_assert(std::is_integral_v<Number>);
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  bytes.append(raw, sizeof number);
}

void put_text(std::string& bytes, std::string_view text) {
  put(bytes, static_cast<std::uint32_t>(text.size()));
  bytes += text;
}

void put_time(std::string& bytes, core::Instant time) {
  put(bytes, static_cast<std::int64_t>(time.time_since_epoch().count()));
}

// Takes one thing after the other. Past the end everything is zero or empty, and `ok` says so.
struct Taker {
  std::string_view rest;
  bool ok = true;

  std::string_view bytes(std::size_t size) {
    ok = ok && size <= rest.size();
    const auto taken = ok ? rest.substr(0, size) : std::string_view();
    rest.remove_prefix(taken.size());
    return taken;
  }
  template <typename Number> Number number() {
    Number number{};
    if (const auto raw = bytes(sizeof number); ok) {
      std::memcpy(&number, raw.data(), sizeof number);
    }
    return number;
  }
  std::string_view text() { return bytes(number<std::uint32_t>()); }
  core::Instant time() { return core::Instant(std::chrono::seconds(number<std::int64_t>())); }
};

enum Flag : std::uint8_t {
  provisional = 1,
  at_once = 2,
  is_target = 4,
  from = 8,
  due = 16,
  due_day = 32,
  done = 64,
  is_house = 128,
};

void put_due(std::string& bytes, const Due& one) {
  put(bytes, static_cast<std::uint8_t>(one.state));
  put(bytes, static_cast<std::uint8_t>(
                 (one.provisional ? Flag::provisional : 0) | (one.at_once ? Flag::at_once : 0) |
                 (one.is_target ? Flag::is_target : 0) | (one.from ? Flag::from : 0) |
                 (one.due ? Flag::due : 0) | (one.due_day ? Flag::due_day : 0) |
                 (one.done ? Flag::done : 0) | (one.is_house ? Flag::is_house : 0)));
  put(bytes, static_cast<std::uint8_t>(one.not_counted ? 1 : 0));
  for (const auto* text : {&one.uid, &one.kind, &one.title, &one.owner, &one.rule, &one.source,
                           &one.entry, &one.what, &one.from_path}) {
    put_text(bytes, *text);
  }
  for (const auto number : {one.version, one.line, one.column}) {
    put(bytes, static_cast<std::int32_t>(number));
  }
  for (const auto* time : {&one.from, &one.due, &one.done}) {
    put_time(bytes, time->value_or(core::Instant()));
  }
  const auto day = one.due_day.value_or(core::Date{});
  put(bytes, static_cast<std::int32_t>(day.year));
  put(bytes, static_cast<std::uint8_t>(day.month));
  put(bytes, static_cast<std::uint8_t>(day.day));
}

void keep_if(bool is_there, std::optional<core::Instant>& time, core::Instant value) {
  if (is_there) {
    time = value;
  }
}

Due due_from(Taker& taker, std::string_view path) {
  Due one;
  one.id = id_from(path);
  one.path = path;
  one.state = static_cast<core::ClockState>(taker.number<std::uint8_t>());
  const auto flags = taker.number<std::uint8_t>();
  one.provisional = (flags & Flag::provisional) != 0;
  one.at_once = (flags & Flag::at_once) != 0;
  one.is_target = (flags & Flag::is_target) != 0;
  one.is_house = (flags & Flag::is_house) != 0;
  one.not_counted = taker.number<std::uint8_t>() != 0;
  for (auto* text : {&one.uid, &one.kind, &one.title, &one.owner, &one.rule, &one.source,
                     &one.entry, &one.what, &one.from_path}) {
    *text = taker.text();
  }
  for (auto* number : {&one.version, &one.line, &one.column}) {
    *number = taker.number<std::int32_t>();
  }
  keep_if((flags & Flag::from) != 0, one.from, taker.time());
  keep_if((flags & Flag::due) != 0, one.due, taker.time());
  keep_if((flags & Flag::done) != 0, one.done, taker.time());
  const auto year = taker.number<std::int32_t>();
  const auto month = taker.number<std::uint8_t>();
  const auto day = taker.number<std::uint8_t>();
  if ((flags & Flag::due_day) != 0) {
    one.due_day = core::Date{year, month, day};
  }
  return one;
}

} // namespace

std::string record_of(std::string_view path, const reg::Stamp& stamp, const OfCase& found) {
  std::string bytes;
  put(bytes, static_cast<std::uint8_t>(found.lasts ? 1 : 0));
  put_text(bytes, path);
  if (!found.lasts) {
    return bytes;
  }
  for (const auto word : stamp) {
    put(bytes, word);
  }
  for (const auto* moments : {&found.holds.judged, &found.holds.latest}) {
    put_time(bytes, moments->from);
    put_time(bytes, moments->until);
  }
  std::string dues;
  for (const auto& due : found.dues.all) {
    put_due(dues, due);
  }
  put_text(bytes, dues);
  return bytes;
}

std::vector<Due> dues_from(const NoteCase& one) {
  std::vector<Due> dues;
  Taker taker{one.dues};
  while (!taker.rest.empty() && taker.ok) {
    dues.push_back(due_from(taker, one.path));
  }
  return dues;
}

std::string note_from(const NoteHead& head, const std::vector<std::string_view>& records) {
  std::string note(k_first_line);
  std::size_t size = note.size() + k_sum_size + head.grounds.size() + head.head.size() + 16;
  for (const auto record : records) {
    size += record.size();
  }
  note.reserve(size);
  note.append(k_sum_size, '\0');
  put_text(note, head.grounds);
  put_text(note, head.head);
  put(note, static_cast<std::uint8_t>(head.folder_is_fine ? 1 : 0));
  put(note, static_cast<std::uint8_t>(head.organisation_is_fine ? 1 : 0));
  for (const auto record : records) {
    note += record;
  }
  const auto begin = k_first_line.size() + k_sum_size;
  const auto sum = sum_of(std::string_view(note).substr(begin));
  std::memcpy(note.data() + k_first_line.size(), &sum, sizeof sum);
  return note;
}

std::optional<NoteReader> NoteReader::of(std::string_view note) {
  Taker taker{note};
  const auto first_line = taker.bytes(k_first_line.size());
  const auto sum = taker.number<std::uint64_t>();
  if (!taker.ok || first_line != k_first_line || sum != sum_of(taker.rest)) {
    return std::nullopt;
  }
  NoteReader reader;
  reader.m_head.grounds = taker.text();
  reader.m_head.head = taker.text();
  reader.m_head.folder_is_fine = taker.number<std::uint8_t>() != 0;
  reader.m_head.organisation_is_fine = taker.number<std::uint8_t>() != 0;
  reader.m_rest = taker.rest;
  return taker.ok ? std::optional(std::move(reader)) : std::nullopt;
}

std::optional<NoteCase> NoteReader::next() {
  auto one = case_from(m_rest);
  m_rest.remove_prefix(one ? one->bytes.size() : m_rest.size());
  return one;
}

std::optional<NoteCase> case_from(std::string_view bytes) {
  Taker taker{bytes};
  NoteCase one;
  one.lasts = taker.number<std::uint8_t>() != 0;
  one.path = taker.text();
  if (one.lasts) {
    for (auto& word : one.stamp) {
      word = taker.number<std::uint64_t>();
    }
    for (auto* moments : {&one.holds.judged, &one.holds.latest}) {
      moments->from = taker.time();
      moments->until = taker.time();
    }
    one.dues = taker.text();
  }
  one.bytes = bytes.substr(0, bytes.size() - taker.rest.size());
  return taker.ok ? std::optional(one) : std::nullopt;
}

} // namespace casebook
