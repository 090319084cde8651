// SPDX-License-Identifier: MIT
#include "audit/anchor.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "core/error.hpp"
#include "system/random.hpp"

namespace audit {

namespace {

constexpr std::string_view k_keys[] = {"pvtool-anchor", "register", "head",
                                       "commits",       "time",     "cases"};

[[noreturn]] void refuse(std::string_view line) {
  throw core::Error(core::Exit::findings, "anchor-unreadable", {{"line", std::string(line)}});
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view k_blank = " \t\r";
  const auto begin = text.find_first_not_of(k_blank);
  return begin == std::string_view::npos
             ? std::string_view()
             : text.substr(begin, text.find_last_not_of(k_blank) - begin + 1);
}

bool is_hex(std::string_view text, std::size_t length) {
  return text.size() == length && text.find_first_not_of("0123456789abcdef") == text.npos;
}

using Parts = std::map<std::string, std::string, std::less<>>;

void take(std::string_view line, Parts& parts) {
  const auto colon = line.find(": ");
  const auto key = line.substr(0, colon);
  const bool known = std::find(std::begin(k_keys), std::end(k_keys), key) != std::end(k_keys);
  if (colon == line.npos || !known ||
      !parts.emplace(key, std::string(trimmed(line.substr(colon + 2)))).second) {
    refuse(line);
  }
}

Parts parts_of(std::string_view text) {
  Parts parts;
  while (!text.empty()) {
    const auto line = trimmed(text.substr(0, text.find('\n')));
    if (!line.empty()) {
      take(line, parts);
    }
    text.remove_prefix(std::min(text.size(), text.find('\n')));
    text.remove_prefix(text.empty() ? 0 : 1);
  }
  for (const auto key : k_keys) {
    if (!parts.contains(key)) {
      refuse(key);
    }
  }
  return parts;
}

// One line, whatever the organisation calls itself.
std::string in_one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 32 || c == 127; }, ' ');
  return std::string(trimmed(text));
}

} // namespace

std::string cases_sum(const reg::Register& reg, const std::string& commit) {
  return sys::sha256(reg.listing(commit, "cases"));
}

Anchor anchor_of(const reg::Register& reg, const std::string& name, const core::Timestamp& time) {
  const auto line = reg.line();
  if (line.empty()) {
    throw core::Error(core::Exit::refused, "nothing-committed", {});
  }
  return {in_one_line(name), reg.head(), static_cast<std::int64_t>(line.size()), time,
          cases_sum(reg, reg.head())};
}

std::string to_text(const Anchor& anchor) {
  return fmt::format("pvtool-anchor: 1\nregister: {}\nhead: {}\ncommits: {}\ntime: {}\ncases: {}\n",
                     anchor.name, anchor.head, anchor.commits, core::to_text(anchor.time),
                     anchor.cases);
}

Anchor anchor_from(std::string_view text) {
  const auto parts = parts_of(text);
  const auto at = [&](std::string_view key) { return parts.find(key)->second; };
  const auto wrong = [&](std::string_view key) { refuse(fmt::format("{}: {}", key, at(key))); };
  Anchor anchor{at("register"), at("head"), 0, {}, at("cases")};
  if (at("pvtool-anchor") != "1") {
    wrong("pvtool-anchor");
  }
  if (!is_hex(anchor.head, 40)) {
    wrong("head");
  }
  if (!is_hex(anchor.cases, 64)) {
    wrong("cases");
  }
  const auto count = at("commits");
  const auto end = count.data() + count.size();
  if (const auto read = std::from_chars(count.data(), end, anchor.commits);
      read.ec != std::errc{} || read.ptr != end || anchor.commits < 1) {
    wrong("commits");
  }
  const auto time = core::parsed_time(at("time"));
  if (!time) {
    wrong("time");
  }
  anchor.time = *time;
  return anchor;
}

} // namespace audit
