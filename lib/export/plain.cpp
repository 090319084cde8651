// SPDX-License-Identifier: MIT
#include "export/plain.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace exporting {

namespace {

constexpr std::string_view k_replacement = "\xEF\xBF\xBD";

struct Character {
  char32_t code = 0;
  std::size_t length = 0; // 0: the bytes are no UTF-8
};

std::size_t length_from(unsigned char first) {
  if (first < 0x80) {
    return 1;
  }
  if (first >= 0xC2 && first <= 0xDF) {
    return 2;
  }
  if (first >= 0xE0 && first <= 0xEF) {
    return 3;
  }
  return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

// The code point of `bytes`, or no character: cut short, overlong, a surrogate or beyond Unicode.
Character decoded(std::string_view bytes) {
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const auto length = length_from(static_cast<unsigned char>(bytes.front()));
  if (length == 0 || length > bytes.size()) {
    return {};
  }
  const auto first = static_cast<unsigned char>(bytes.front());
  char32_t code = length == 1 ? first : first & (0x7FU >> length);
  for (std::size_t at = 1; at < length; ++at) {
    const auto next = static_cast<unsigned char>(bytes[at]);
    if ((next & 0xC0U) != 0x80) {
      return {};
    }
    code = (code << 6U) | (next & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < smallest[length] || code > 0x10FFFF || surrogate) {
    return {};
  }
  return {code, length};
}

bool is_harmful(char32_t code) {
  const bool control =
      (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code <= 0x9F);
  const bool direction = code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
                         (code >= 0x2066 && code <= 0x2069);
  const bool separator = code == 0x2028 || code == 0x2029 || code == 0xFEFF;
  // XML 1.0 forbids U+FFFE and U+FFFF; their like in other planes are no characters either.
  return control || direction || separator || (code & 0xFFFEU) == 0xFFFE;
}

} // namespace

std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\r') {
      at += text.substr(at, 2) == "\r\n" ? 2 : 1;
      out += '\n';
      continue;
    }
    const auto character = decoded(text.substr(at));
    const bool good = character.length > 0 && !is_harmful(character.code);
    const auto length = std::max<std::size_t>(character.length, 1);
    out += good ? text.substr(at, length) : k_replacement;
    at += length;
  }
  return out;
}

std::vector<Due> plain(const std::vector<Due>& all) {
  auto copy = all;
  for (auto& due : copy) {
    for (auto* text : {&due.uid, &due.register_name, &due.id, &due.rule, &due.title, &due.message,
                       &due.source, &due.file}) {
      *text = plain(*text);
    }
  }
  return copy;
}

std::vector<Group> by_register(const std::vector<Due>& all) {
  std::vector<Group> groups;
  for (const auto& due : all) {
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& known) {
      return known.register_name == due.register_name;
    });
    if (group == groups.end()) {
      group = groups.insert(groups.end(), Group{due.register_name, {}});
    }
    group->all.push_back(due);
  }
  return groups.empty() ? std::vector<Group>(1) : groups;
}

Level level_of(const Due& due) {
  switch (due.state) {
  case Due::State::overdue:
  case Due::State::cannot_decide:
    return Level::error;
  case Due::State::soon:
    return Level::warning;
  default:
    return Level::none;
  }
}

std::vector<Due> reported(const std::vector<Due>& all) {
  std::vector<Due> some;
  std::copy_if(all.begin(), all.end(), std::back_inserter(some),
               [](const Due& due) { return level_of(due) != Level::none; });
  return some;
}

std::string name_of(Due::State state) {
  switch (state) {
  case Due::State::running:
    return "running";
  case Due::State::soon:
    return "soon";
  case Due::State::overdue:
    return "overdue";
  case Due::State::met:
    return "met";
  case Due::State::late:
    return "late";
  case Due::State::stopped:
    return "stopped";
  case Due::State::cannot_decide:
    break;
  }
  return "cannot_decide";
}

std::string subject_of(const Due& due) {
  return due.id.empty() ? due.file : due.id;
}

std::string words_of(const Due& due) {
  if (!due.message.empty()) {
    return due.message;
  }
  return due.title.empty() ? due.rule : due.title;
}

std::string line_of(const Due& due) {
  const auto subject = subject_of(due);
  return (subject.empty() ? "" : subject + ": ") + words_of(due) +
         (due.source.empty() ? "" : " (" + due.source + ")");
}

} // namespace exporting
