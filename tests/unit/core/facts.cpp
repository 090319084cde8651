// SPDX-License-Identifier: MIT
#include "facts.hpp"

#include <charconv>
#include <stdexcept>

namespace test {

namespace {

class Reader {
public:
  explicit Reader(std::string_view text) : m_text(text) {}

  core::Value whole() {
    auto found = value();
    skip_space();
    if (m_at != m_text.size()) {
      fail("more than one value");
    }
    return found;
  }

private:
  [[noreturn]] void fail(const std::string& why) const {
    throw std::invalid_argument(why + " at: " + std::string(m_text.substr(m_at)));
  }

  char next() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

  void step() {
    m_line += m_text[m_at] == '\n' ? 1 : 0;
    m_column = m_text[m_at] == '\n' ? 1 : m_column + 1;
    ++m_at;
  }

  void skip_space() {
    while (next() == ' ' || next() == '\n') {
      step();
    }
  }

  bool took(char wanted) {
    skip_space();
    if (next() != wanted) {
      return false;
    }
    step();
    return true;
  }

  core::Value value() {
    skip_space();
    const core::Span span{m_at, m_at, m_line, m_column};
    auto found = next() == '{' ? map() : next() == '[' ? list() : scalar();
    found.span = span;
    return found;
  }

  core::Value map() {
    core::Map members;
    took('{');
    while (!took('}')) {
      skip_space();
      auto key = next() == '"' ? quoted() : plain(":");
      if (!took(':')) {
        fail("a key without a colon");
      }
      members.push_back({std::move(key), value(), {}});
      took(',');
    }
    return core::Value(std::move(members));
  }

  core::Value list() {
    core::List entries;
    took('[');
    while (!took(']')) {
      entries.push_back(value());
      took(',');
    }
    return core::Value(std::move(entries));
  }

  std::string quoted() {
    std::string text;
    step();
    while (next() != '"') {
      if (next() == '\0') {
        fail("an open quote");
      }
      text += next();
      step();
    }
    step();
    return text;
  }

  // Up to a comma, a bracket, a line end or `end`.
  std::string plain(std::string_view end) {
    std::string text;
    while (next() != '\0' && next() != ',' && next() != ']' && next() != '}' && next() != '\n' &&
           (end.empty() || !m_text.substr(m_at).starts_with(end))) {
      text += next();
      step();
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  }

  core::Value scalar() {
    if (next() == '"') {
      return core::Value(quoted());
    }
    const auto text = plain("");
    if (text.empty()) {
      fail("a value is missing");
    }
    if (text == "null") {
      return core::Value();
    }
    if (text == "true" || text == "false") {
      return core::Value(text == "true");
    }
    std::int64_t whole = 0;
    const auto* end = text.data() + text.size();
    if (std::from_chars(text.data(), end, whole).ptr == end) {
      return core::Value(whole);
    }
    double real = 0;
    if (std::from_chars(text.data(), end, real).ptr == end) {
      return core::Value(real);
    }
    return core::Value(text);
  }

  std::string_view m_text;
  std::size_t m_at = 0;
  int m_line = 1;
  int m_column = 1;
};

} // namespace

core::Value read(std::string_view text) {
  return Reader(text).whole();
}

core::Condition condition(std::string_view text) {
  return core::Condition::from(read(text));
}

core::Rule rule(std::string_view text) {
  auto data = read(text);
  for (const auto& [key, value] : {std::pair{"id", core::Value("r")},
                                   {"version", core::Value(1)},
                                   {"valid_from", core::Value("2018-07-20")},
                                   {"as", core::Value("r")}}) {
    if (data.find(key) == nullptr) {
      data.set(key, value);
    }
  }
  return core::rule_from(data);
}

std::vector<core::Rule> rules(std::string_view list) {
  std::vector<core::Rule> all;
  const auto data = read(list);
  for (auto one : data.as_list()) {
    for (const auto& [key, value] : {std::pair{"version", core::Value(1)},
                                     {"valid_from", core::Value("2018-07-20")},
                                     {"source", core::Value("a source")}}) {
      if (one.find(key) == nullptr) {
        one.set(key, value);
      }
    }
    if (one.find("id") == nullptr) {
      one.set("id", core::Value("t." + one.text("as")));
    }
    all.push_back(core::rule_from(one));
  }
  return all;
}

core::Kind kind(std::string_view text) {
  auto data = read(text);
  for (const auto& [key, value] : {std::pair{"kind", core::Value("toy")},
                                   {"format", core::Value(1)},
                                   {"start", core::Value("times.aware")}}) {
    if (data.find(key) == nullptr) {
      data.set(key, value);
    }
  }
  return core::kind_from(data);
}

core::Instant instant(std::string_view text) {
  return core::parsed_time(text).value().instant;
}

namespace {

// 01:00 UTC of the last Sunday of a month of 31 days.
core::Instant change_of(int year, unsigned month) {
  using namespace std::chrono;
  const sys_days last =
      std::chrono::year{year} / std::chrono::month{month} / Sunday[std::chrono::last];
  return core::Instant(last) + 1h;
}

} // namespace

core::Zone oslo() {
  using namespace std::chrono_literals;
  return {"Europe/Oslo", [](core::Instant now) -> core::Offset {
            const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(now));
            const int year = static_cast<int>(day.year());
            return now >= change_of(year, 3) && now < change_of(year, 10) ? 2h : 1h;
          }};
}

const core::Calendar& norway() {
  static const auto calendar = core::Calendar::from(read(R"({id: "no", version: 1, source: an act,
    years: {from: 1995, to: 2100}, weekend: [saturday, sunday], holidays: [
    {id: new_year, date: 01-01, names: {en: x}}, {id: maundy_thursday, easter: -3, names: {en: x}},
    {id: good_friday, easter: -2, names: {en: x}}, {id: easter_sunday, easter: 0, names: {en: x}},
    {id: easter_monday, easter: 1, names: {en: x}}, {id: labour_day, date: 05-01, names: {en: x}},
    {id: constitution_day, date: 05-17, names: {en: x}},
    {id: ascension_day, easter: 39, names: {en: x}}, {id: whit_sunday, easter: 49, names: {en: x}},
    {id: whit_monday, easter: 50, names: {en: x}}, {id: christmas_day, date: 12-25, names: {en: x}},
    {id: boxing_day, date: 12-26, names: {en: x}}]})"));
  return calendar;
}

core::Date date(std::string_view text) {
  return core::parsed_date(text).value();
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) {
    all += (all.empty() ? "" : ", ") + text;
  }
  return all;
}

std::string names(const std::vector<core::Finding>& findings) {
  std::vector<std::string> all;
  for (const auto& finding : findings) {
    all.push_back(finding.name);
  }
  return joined(all);
}

std::string argument(const core::Finding& finding, std::string_view name) {
  for (const auto& [key, value] : finding.arguments) {
    if (key == name) {
      return value;
    }
  }
  return "";
}

std::string places(const std::vector<core::Finding>& findings) {
  std::vector<std::string> all;
  for (const auto& finding : findings) {
    all.push_back(argument(finding, "path"));
  }
  return joined(all);
}

std::string told(const std::vector<core::Cause>& causes) {
  std::vector<std::string> all;
  for (const auto& cause : causes) {
    all.push_back(cause.path + (cause.declared ? " (declared)" : ""));
  }
  return joined(all);
}

std::string name_of(core::Truth truth) {
  return truth == core::Truth::yes ? "yes" : truth == core::Truth::no ? "no" : "unknown";
}

} // namespace test
