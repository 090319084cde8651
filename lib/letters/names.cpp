// SPDX-License-Identifier: MIT
#include "letters/names.hpp"

#include <algorithm>
#include <iterator>

namespace letters {

namespace {

using Type = Name::Type;

std::vector<std::string_view> steps_of(std::string_view name) {
  std::vector<std::string_view> steps;
  while (true) {
    const auto dot = name.find('.');
    steps.push_back(name.substr(0, dot));
    if (dot == std::string_view::npos) {
      return steps;
    }
    name.remove_prefix(dot + 1);
  }
}

bool fits(const std::vector<std::string_view>& pattern, const std::vector<std::string_view>& name) {
  return pattern.size() == name.size() &&
         std::equal(pattern.begin(), pattern.end(), name.begin(),
                    [](auto wanted, auto found) { return wanted == "*" || wanted == found; });
}

constexpr std::string_view k_suffixes[] = {"open", "inline", "paragraphs", "date", "number",
                                           "size", "why",    "ask",        "by"};

} // namespace

const std::vector<Name>& names() {
  static const std::vector<Name> k_names = {
      {"case", Type::map, true},
      {"case.id", Type::text, true},
      {"case.title", Type::text, true},
      {"case.kind", Type::text, true},
      {"case.status", Type::choice, true},
      {"case.reference", Type::text, true},
      {"case.received", Type::time, true},
      {"org", Type::map, true},
      {"org.name", Type::text, true},
      {"org.number"},
      {"org.address"},
      {"org.contact"},
      {"role", Type::map, true},
      {"role.*", Type::map},
      {"role.*.title", Type::text, true},
      {"role.*.holder"},
      {"role.*.contact"},
      {"role.*.out_of_hours"},
      {"contacts", Type::list, true},
      {"contacts.name", Type::text, true},
      {"contacts.number", Type::text, true},
      {"letter", Type::map, true},
      {"letter.date", Type::text, true},
      {"letter.language", Type::text, true},
      {"letter.template", Type::text, true},
      {"letter.version", Type::text, true},
      {"letter.number"},
      {"letter.code"},
      {"letter.draft", Type::truth, true},
      {"to", Type::map},
      {"to.name", Type::text, true},
      {"to.lines", Type::list, true},
      {"signer", Type::map},
      {"signer.title", Type::text, true},
      {"signer.holder"},
      {"group", Type::alias, false, "subjects"},
      {"decision", Type::map},
      {"decision.*", Type::alias, false, "decisions"},
      {"told", Type::map},
      {"told.*", Type::alias, false, "notifications"},
      {"proposal", Type::map},
      {"proposal.level", Type::choice},
      {"proposal.category", Type::choice},
      {"proposal.*", Type::map},
      {"proposal.*.answer", Type::choice, true},
      {"proposal.*.reason"},
      {"proposal.*.source"},
      {"proposal.*.needs", Type::list, true},
      {"clock", Type::map},
      {"clock.*", Type::map},
      {"clock.*.due", Type::time},
      {"clock.*.state", Type::choice, true},
      {"form", Type::map},
      {"form.phase", Type::choice, true},
      {"form.notice", Type::choice, true},
      {"form.reference"},
      {"form.groups", Type::list, true},
      {"form.groups.title", Type::text, true},
      {"form.groups.fields", Type::list, true},
      {"form.groups.fields.label", Type::text, true},
      {"form.groups.fields.text"},
      {"form.groups.fields.is_gap", Type::truth, true},
      {"checklist", Type::map},
      {"checklist.*", Type::list},
      {"checklist.*.text", Type::text, true},
      {"checklist.*.state", Type::choice, true},
      {"checklist.*.at", Type::time},
      {"checklist.*.source", Type::text, true},
      {"history", Type::list, true},
      {"history.at", Type::time, true},
      {"history.text", Type::text, true},
  };
  return k_names;
}

const Name* name_like(std::string_view name) {
  const auto steps = steps_of(name);
  const auto& all = names();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Name& one) { return fits(steps_of(one.name), steps); });
  return found == all.end() ? nullptr : &*found;
}

std::optional<std::string> behind_alias(std::string_view name) {
  const auto steps = steps_of(name);
  for (const auto& one : names()) {
    const auto front = steps_of(one.name);
    if (one.type != Type::alias || steps.size() < front.size() ||
        !fits(front, {steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(front.size())})) {
      continue;
    }
    std::string fact(one.like);
    for (auto at = front.size(); at < steps.size(); ++at) {
      fact += "." + std::string(steps[at]);
    }
    return fact;
  }
  return std::nullopt;
}

std::optional<std::string> without_suffix(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) {
    return std::nullopt;
  }
  const auto front = name.substr(0, dot);
  const auto before = front.rfind('.');
  const auto word = before == std::string_view::npos ? front : front.substr(before + 1);
  if (word == "is" || word == "has") {
    // Without a name before it: of an entry of a list of choices itself.
    return before == std::string_view::npos ? std::string() : std::string(front.substr(0, before));
  }
  const bool is_suffix = std::find(std::begin(k_suffixes), std::end(k_suffixes),
                                   name.substr(dot + 1)) != std::end(k_suffixes);
  return is_suffix ? std::optional(std::string(front)) : std::nullopt;
}

} // namespace letters
