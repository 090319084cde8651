// SPDX-License-Identifier: MIT
#include "core/checks.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include "core/near.hpp"
#include "core/organisation.hpp"
#include "core/state.hpp"
#include "core/world.hpp"

namespace core {

namespace {

// Call `visit` for a value and everything below it, with its path.
void each_value(const Value& value, const std::string& path,
                const std::function<void(const Value&, const std::string&)>& visit) {
  visit(value, path);
  if (value.is_map()) {
    for (const auto& member : value.as_map()) {
      each_value(member.value, path.empty() ? member.key : path + "." + member.key, visit);
    }
  } else if (value.is_list()) {
    int index = 0;
    for (const auto& entry : value.as_list()) {
      each_value(entry, fmt::format("{}[{}]", path, index++), visit);
    }
  }
}

std::string resolved(const std::string& text, const std::string& entry) {
  return !entry.empty() && (text == "entry" || text.rfind("entry.", 0) == 0)
             ? entry + text.substr(5)
             : text;
}

Finding finding_of(const Check& check, const Value& document, const std::string& entry) {
  const auto place = path_of(resolved(check.at.to_text(), entry));
  const auto span = place_of(document, place);
  Finding finding{check.severity, check.name,  "",
                  span.line,      span.column, {{"path", place.to_text()}}};
  for (const auto& [name, text] : check.arguments) {
    finding.arguments.emplace_back(name, resolved(text, entry));
  }
  if (const auto* value = at(document, place); value != nullptr && value->is_scalar()) {
    finding.arguments.emplace_back("value", value->to_text());
  }
  if (!check.source.empty()) {
    finding.arguments.emplace_back("source", check.source);
  }
  return finding;
}

// In lists that only grow a fault is mended by a later entry that says which one it corrects.
bool is_corrected(const List& list, std::size_t index) {
  return index < list.size() && corrected_in(list)[index];
}

// Modulus 11 with the weights of the Norwegian national id number (folkeregisterforskriften §
// 2-2-1).
bool has_check_digits(std::string_view digits) {
  constexpr std::array k_first = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
  constexpr std::array k_second = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  const auto sum = [&](const auto& weights) {
    int total = 0;
    for (std::size_t index = 0; index < weights.size(); ++index) {
      total += weights[index] * (digits[index] - '0');
    }
    return total;
  };
  return sum(k_first) % 11 == 0 && sum(k_second) % 11 == 0;
}

// A day that can stand first in a national id number; D-numbers add 40 to the day, and
// synthetic test numbers add 40 or 80 to the month.
bool has_a_date(std::string_view digits) {
  const int day = (digits[0] - '0') * 10 + (digits[1] - '0');
  const int month = ((digits[2] - '0') * 10 + (digits[3] - '0')) % 40;
  return ((day >= 1 && day <= 31) || (day >= 41 && day <= 71)) && month >= 1 && month <= 12;
}

bool is_national_id(std::string_view digits) {
  return digits.size() == 11 && has_a_date(digits) && has_check_digits(digits);
}

// Eleven digits without quotes are a number to YAML, which forgets the zero that they begin with.
bool is_national_id(std::int64_t number) {
  return number >= 0 && is_national_id(std::string_view(fmt::format("{:011}", number)));
}

// The digits that `text` begins with.
std::string_view digits_of(std::string_view text) {
  return text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
}

// What people write between the date and the rest: "010190 12345". Its length, 0 when it is none.
std::size_t separator_before(std::string_view text) {
  for (const std::string_view separator : {" ", "-", ".", "\xC2\xA0"}) {
    if (text.starts_with(separator)) {
      return separator.size();
    }
  }
  return 0;
}

bool holds_national_id(std::string_view text) {
  while (!text.empty()) {
    const auto run = digits_of(text);
    const auto behind = text.substr(run.size());
    const auto separator = run.size() == 6 ? separator_before(behind) : 0;
    const auto rest = separator > 0 ? digits_of(behind.substr(separator)) : std::string_view();
    if (is_national_id(run) || is_national_id(std::string(run).append(rest))) {
      return true;
    }
    text.remove_prefix(std::max<std::size_t>(run.size(), 1));
  }
  return false;
}

} // namespace

bool is_corrected(const Value& document, const Path& place) {
  const auto index = std::find_if(place.steps.begin(), place.steps.end(),
                                  [](const Step& step) { return step.kind == Step::Kind::index; });
  if (index == place.steps.begin() || index == place.steps.end()) {
    return false;
  }
  const auto* list = at(document, Path{{place.steps.begin(), index}});
  return list != nullptr && list->is_list() &&
         is_corrected(list->as_list(), static_cast<std::size_t>(index->index));
}

namespace {

// An entry corrects an earlier one of its own list.
std::vector<Finding> corrections_of_nothing(const Kind& kind, const Value& document) {
  std::vector<Finding> findings;
  for (const auto& name : kind.grows) {
    const auto& list = document.list(name);
    for (std::size_t index = 0; index < list.size(); ++index) {
      const auto* corrects = list[index].find("corrects");
      if (corrects == nullptr || !corrects->is_integer() || is_corrected(list, index) ||
          corrects->as_integer() < static_cast<std::int64_t>(index)) {
        continue;
      }
      findings.push_back({Severity::error,
                          "corrects-nothing",
                          "",
                          corrects->span.line,
                          corrects->span.column,
                          {{"path", fmt::format("{}[{}].corrects", name, index)},
                           {"value", corrects->to_text()},
                           {"entries", std::to_string(index)}}});
    }
  }
  return findings;
}

} // namespace

namespace {

// The white space at the front of a text: its length in bytes, 0 when something else stands there.
std::size_t blank_before(std::string_view text) {
  constexpr std::string_view k_ascii = " \t\n\r\v\f";
  if (k_ascii.find(text.front()) != std::string_view::npos) {
    return 1;
  }
  // No-break and other spaces, those without width included.
  constexpr std::array<std::string_view, 24> k_others = {
      "\u00A0", "\u00AD", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
      "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u200B", "\u200C",
      "\u200D", "\u2028", "\u2029", "\u202F", "\u205F", "\u2060", "\u3000", "\uFEFF"};
  const auto* const found =
      std::find_if(k_others.begin(), k_others.end(),
                   [&](std::string_view blank) { return text.starts_with(blank); });
  return found != k_others.end() ? found->size() : 0;
}

bool is_blank(std::string_view text) {
  while (!text.empty()) {
    const auto blank = blank_before(text);
    if (blank == 0) {
      return false;
    }
    text.remove_prefix(blank);
  }
  return true;
}

// Texts of nothing but white space; an empty one is a matter of its schema. What an assessment
// stored is its own, and a corrected entry counts no more.
std::vector<Finding> blank_texts(const Value& document) {
  std::vector<Finding> findings;
  each_value(document, "", [&](const Value& value, const std::string& path) {
    if (!value.is_string() || value.as_string().empty() || !is_blank(value.as_string()) ||
        path.starts_with("assessments")) {
      return;
    }
    const auto place = parsed_path(path);
    if (!place || !is_corrected(document, *place)) {
      findings.push_back({Severity::error,
                          "blank-text",
                          "",
                          value.span.line,
                          value.span.column,
                          {{"path", path}}});
    }
  });
  return findings;
}

// A role that pvtool.yaml does not have makes every rule about it say nothing.
std::vector<Finding> unknown_roles(const Kind& kind, const Value& document,
                                   const Value& organisation) {
  std::vector<Finding> findings;
  if (!has_readable_roles(organisation) || document.text("status") == "closed") {
    return findings;
  }
  std::vector<std::string> known;
  for (const auto& role : roles_of(organisation).as_map()) {
    known.push_back(role.key);
  }
  for (const auto& path : kind.roles) {
    for (const auto& item : items_of(document, path)) {
      const bool named = item.value != nullptr && item.value->is_string();
      if (!named || role_of(organisation, item.value->as_string()) != nullptr) {
        continue;
      }
      const auto span = item.value->span;
      Finding finding{Severity::warning,
                      "unknown-role",
                      "",
                      span.line,
                      span.column,
                      {{"role", item.value->as_string()}, {"path", item.path}}};
      if (const auto near = nearest(item.value->as_string(), known); !near.empty()) {
        finding.arguments.emplace_back("near", near);
      }
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

} // namespace

std::vector<Finding> checked(const Kind& kind, const Value& document, const Value& organisation,
                             const Now& now) {
  auto findings = corrections_of_nothing(kind, document);
  for (auto& blank : blank_texts(document)) {
    findings.push_back(std::move(blank));
  }
  for (auto& unknown : unknown_roles(kind, document, organisation)) {
    findings.push_back(std::move(unknown));
  }
  Facts facts{document, organisation, now, nullptr, ""};
  for (const auto& check : kind.checks) {
    if (!check.for_each) {
      facts.entry.clear();
      if (check.when.ask(world_of(facts)).truth == Truth::yes) {
        findings.push_back(finding_of(check, document, ""));
      }
      continue;
    }
    const auto* list = at(document, *check.for_each);
    if (list == nullptr || !list->is_list()) {
      continue;
    }
    for (std::size_t index = 0; index < list->as_list().size(); ++index) {
      if (is_corrected(list->as_list(), index)) {
        continue;
      }
      facts.entry = fmt::format("{}[{}]", check.for_each->to_text(), index);
      if (check.when.ask(world_of(facts)).truth == Truth::yes) {
        findings.push_back(finding_of(check, document, facts.entry));
      }
    }
  }
  return findings;
}

void each_unknown(const Value& document,
                  const std::function<void(const Value&, const std::string&)>& visit) {
  each_value(document, "", [&](const Value& value, const std::string& path) {
    if (value.is_unknown() && path.rfind("assessments", 0) != 0) {
      visit(value, path);
    }
  });
}

std::vector<Finding> overdue_unknowns(const Value& document, const Now& now, const Zone& zone) {
  std::vector<Finding> findings;
  each_unknown(document, [&](const Value& value, const std::string& path) {
    const auto by = value.text("by");
    const auto time = parsed_time(by);
    const auto date = parsed_date(by);
    const bool past =
        (time && now.is_after(time->instant)) || (date && !now.is_before(end_of(*date, zone)));
    if (past) {
      findings.push_back({Severity::warning,
                          "look-again",
                          "",
                          value.span.line,
                          value.span.column,
                          {{"path", path}, {"by", by}, {"ask", value.text("ask", "-")}}});
    }
  });
  return findings;
}

std::vector<Finding> national_ids(const Value& document) {
  std::vector<Finding> findings;
  each_value(document, "", [&](const Value& value, const std::string& path) {
    if ((value.is_string() && holds_national_id(value.as_string())) ||
        (value.is_integer() && is_national_id(value.as_integer()))) {
      findings.push_back({Severity::warning,
                          "national-id-number",
                          "",
                          value.span.line,
                          value.span.column,
                          {{"path", path}}});
    }
  });
  return findings;
}

std::vector<std::string> new_national_ids(const Kind& kind, const Value& before,
                                          const Value& after) {
  std::vector<std::string> places;
  for (const auto& name : kind.grows) {
    const auto& now = after.list(name);
    for (auto index = before.list(name).size(); index < now.size(); ++index) {
      for (const auto& finding : national_ids(now[index])) {
        places.push_back(fmt::format("{}[{}].{}", name, index, finding.arguments.front().second));
      }
    }
  }
  return places;
}

std::vector<Finding> shrunk(const Kind& kind, const Value& before, const Value& after) {
  std::vector<Finding> findings;
  for (const auto& name : kind.grows) {
    const auto* old_list = before.find(name);
    if (old_list == nullptr || !old_list->is_list()) {
      continue;
    }
    const auto& now = after.list(name);
    for (std::size_t index = 0; index < old_list->as_list().size(); ++index) {
      if (index < now.size() && now[index] == old_list->as_list()[index]) {
        continue;
      }
      const auto path = fmt::format("{}[{}]", name, index);
      const auto span = place_of(after, path_of(path));
      findings.push_back(
          {Severity::error, "entry-changed", "", span.line, span.column, {{"path", path}}});
    }
  }
  return findings;
}

std::vector<Finding> missing_facts(const Kind& kind, const Value& document) {
  std::vector<Finding> findings;
  for (const auto& path : kind.needs) {
    if (matches(document, path).empty()) {
      findings.push_back({Severity::note, "fact-missing", "", 0, 0, {{"path", path.to_text()}}});
    }
  }
  return findings;
}

} // namespace core
