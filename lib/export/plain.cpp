// SPDX-License-Identifier: MIT
#include "export/plain.hpp"

#include <algorithm>
#include <iterator>

#include "core/utf8.hpp"

namespace exporting {

namespace {

constexpr std::string_view k_replacement = "\xEF\xBF\xBD";

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
    const auto character = core::first_character(text.substr(at));
    const bool good = character.valid && !is_harmful(character.code);
    out += good ? text.substr(at, character.length) : k_replacement;
    at += character.length;
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
