// SPDX-License-Identifier: MIT
#include "letters/wording.hpp"

#include <algorithm>
#include <cctype>
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

bool is_digit(char one) {
  return one >= '0' && one <= '9';
}

bool is_in_word(char one) {
  const auto byte = static_cast<unsigned char>(one);
  return std::isalnum(byte) != 0 || byte >= 0x80;
}

// The longest phrase that `source` begins with and that ends where a word ends.
const core::Member* phrase_at(const core::Value& phrases, std::string_view source) {
  const core::Member* longest = nullptr;
  for (const auto& phrase : phrases.as_map()) {
    const auto size = phrase.key.size();
    const bool ends = size == source.size() || (size < source.size() && !is_in_word(source[size]));
    if (ends && source.starts_with(phrase.key) &&
        (longest == nullptr || size > longest->key.size())) {
      longest = &phrase;
    }
  }
  return longest;
}

// "1" of "(1)..." and "b" of "(b)...": a paragraph or a letter of what stands before it. Empty for
// "(ours)", and for what opens a source.
std::string_view inner_part(std::string_view source, char before) {
  const auto close = source.find(')');
  if (source.front() != '(' || close == std::string_view::npos || close < 2 || close > 3 ||
      before == '"') {
    return {};
  }
  const auto inside = source.substr(1, close - 1);
  const bool is_number = std::all_of(inside.begin(), inside.end(), is_digit);
  const bool is_letter = inside.size() == 1 && inside.front() >= 'a' && inside.front() <= 'z';
  return is_number || is_letter ? inside : std::string_view{};
}

} // namespace

std::string Wording::date(const core::Date& date) const {
  return say("date", {{"day", std::to_string(date.day)},
                      {"month", say(fmt::format("months.{}", date.month), {})},
                      {"year", std::to_string(date.year)}});
}

std::string Wording::month(const core::Date& day) const {
  return say("month_of_year", {{"month", say(fmt::format("months.{}", day.month), {})},
                               {"year", std::to_string(day.year)}});
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

std::string source_words(std::string_view source, const core::Value& phrases, const Say& say) {
  std::string text;
  for (char before = ' '; !source.empty();) {
    std::size_t taken = 1;
    const auto* phrase = is_in_word(before) ? nullptr : phrase_at(phrases, source);
    const auto part = inner_part(source, before);
    if (phrase != nullptr) {
      text += phrase->value.as_string();
      taken = phrase->key.size();
    } else if (!part.empty()) {
      const bool is_number = is_digit(part.front());
      const auto words = say(is_number ? "paragraph" : "letter", {{"name", std::string(part)}});
      // "art. 12(3) and (4)": the blank of the words is already there.
      text += text.ends_with(' ') && words.starts_with(' ') ? words.substr(1) : words;
      taken = part.size() + 2;
    } else {
      text += source.front();
    }
    before = source[taken - 1];
    source.remove_prefix(taken);
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
