// SPDX-License-Identifier: MIT
#include "letters/wording.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace letters {

namespace {

constexpr const char* k_minus = "\u2212";

std::optional<core::Instant> instant_at(const core::Value& map, std::string_view key) {
  const auto time = core::parsed_time(map.text(key));
  return time ? std::optional(time->instant) : std::nullopt;
}

bool is_true(const core::Value& map, std::string_view key) {
  const auto* value = map.find(key);
  return value != nullptr && value->is_bool() && value->as_bool();
}

// "- Ring banken", "2. Bytt passord": an item of a list that somebody wrote by hand.
bool begins_item(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("• ")) {
    return true;
  }
  const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const auto rest = line.substr(digits);
  return digits > 0 && digits <= 2 && (rest.starts_with(". ") || rest.starts_with(") "));
}

} // namespace

std::string Wording::date(const core::Date& date) const {
  return say("date", {{"day", std::to_string(date.day)},
                      {"month", say(fmt::format("months.{}", date.month), {})},
                      {"year", std::to_string(date.year)}});
}

std::string Wording::clock(core::Instant instant) const {
  const auto stamp = core::to_minutes(core::in_zone(instant, zone)); // "2026-10-05 14:37"
  return say("clock_time", {{"hour", stamp.substr(11, 2)}, {"minute", stamp.substr(14, 2)}});
}

std::string Wording::time(core::Instant instant) const {
  return say("time", {{"date", date(core::day_of(instant, zone))}, {"clock", clock(instant)}});
}

std::string Wording::number(std::int64_t number) const {
  auto digits = std::to_string(number);
  digits.erase(0, number < 0 ? 1 : 0);
  constexpr std::size_t k_ungrouped = 4; // "1250", but "12 500"
  if (digits.size() > k_ungrouped) {
    for (auto at = digits.size(); at > 3; at -= 3) {
      digits.insert(at - 3, say("thousands", {}));
    }
  }
  return (number < 0 ? k_minus : "") + digits;
}

std::string Wording::real(double number) const {
  auto text = fmt::format("{}", number);
  if (const auto point = text.find('.'); point != std::string::npos) {
    text.replace(point, 1, say("decimal", {}));
  }
  if (text.starts_with('-')) {
    text.replace(0, 1, k_minus);
  }
  return text;
}

std::string Wording::count(const core::Value& count) const {
  if (const auto* about = count.find("approximate"); about != nullptr && about->is_integer()) {
    return say("about", {{"number", number(about->as_integer())}});
  }
  const auto* exact = count.find("exact");
  return exact != nullptr && exact->is_integer() ? number(exact->as_integer()) : "";
}

std::string Wording::period(const core::Value& period) const {
  const auto from = instant_at(period, "from");
  const auto to = instant_at(period, "to");
  const auto words = [&](core::Instant instant) {
    if (!is_true(period, "estimated")) {
      return time(instant);
    }
    // Midnight of an estimate is a day that somebody remembers.
    const bool is_day = core::to_minutes(core::in_zone(instant, zone)).ends_with("00:00");
    return say("estimated", {{"time", is_day ? date(core::day_of(instant, zone)) : time(instant)}});
  };
  if (from && is_true(period, "ongoing")) {
    return say("ongoing", {{"from", words(*from)}});
  }
  if (from && to && *from != *to && core::day_of(*from, zone) == core::day_of(*to, zone)) {
    return say("within_day", {{"from", words(*from)}, {"to", clock(*to)}});
  }
  if (from && to && *from != *to) {
    return say("between", {{"from", words(*from)}, {"to", words(*to)}});
  }
  return from ? words(*from) : to ? say("until", {{"to", words(*to)}}) : "";
}

std::string Wording::joined(const std::vector<std::string>& words) const {
  std::string text;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool is_last = at + 1 == words.size();
    text += at == 0 ? "" : is_last ? say("and", {}) : ", ";
    text += words[at];
  }
  return text;
}

std::string Wording::source(std::string_view source) const {
  constexpr std::string_view k_regulation = "GDPR";
  std::string text;
  while (!source.empty()) {
    if (source.starts_with(k_regulation)) {
      text += say("regulation", {});
      source.remove_prefix(k_regulation.size());
      continue;
    }
    const auto close = source.find(')');
    const auto inside = source.substr(1, close == std::string_view::npos ? 0 : close - 1);
    const bool follows = !text.empty() && text.back() != ' '; // "33(1)", not " (ours)"
    if (source.front() == '(' && follows && !inside.empty() && inside.size() <= 2) {
      const bool is_number = inside.find_first_not_of("0123456789") == std::string_view::npos;
      text += say(is_number ? "paragraph" : "letter", {{"name", std::string(inside)}});
      source.remove_prefix(close + 1);
      continue;
    }
    text += source.front();
    source.remove_prefix(1);
  }
  return text;
}

std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> paragraphs(1);
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    line.remove_suffix(line.ends_with('\r') ? 1 : 0);
    const bool is_blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
    if ((is_blank || begins_item(line)) && !paragraphs.back().empty()) {
      paragraphs.emplace_back();
    }
    if (!is_blank) {
      paragraphs.back() += (paragraphs.back().empty() ? "" : " ");
      paragraphs.back() += line;
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  if (paragraphs.back().empty()) {
    paragraphs.pop_back();
  }
  return paragraphs;
}

} // namespace letters
