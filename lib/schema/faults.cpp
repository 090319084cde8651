// SPDX-License-Identifier: MIT
#include "schema/faults.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/near.hpp"

namespace schema {

namespace {

using core::Value;
using Faults = std::vector<Fault>;
using Kind = Fault::Kind;

bool fits_type(const Node& node, Type type) {
  return node.types.empty() || std::any_of(node.types.begin(), node.types.end(), [&](Type allowed) {
           return allowed == type || (allowed == Type::number && type == Type::integer);
         });
}

bool may_be(const Node& node, const Value& value) {
  const auto fits = [&](const Node* child) { return may_be(*child, value); };
  const auto some = [&](const Node::Children& children) {
    return children.empty() || std::any_of(children.begin(), children.end(), fits);
  };
  const bool is_scalar = value.is_scalar() && !value.is_null();
  return fits_type(node, type_of(value)) && (node.values.empty() || is_scalar) &&
         some(node.any_of) && some(node.one_of) &&
         std::all_of(node.all_of.begin(), node.all_of.end(), fits);
}

std::size_t length_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

bool only_formats(const Faults& faults) {
  return std::all_of(faults.begin(), faults.end(),
                     [](const Fault& fault) { return fault.kind == Kind::text_format; });
}

// Holds values against nodes. The place is kept as a stack while it goes down.
class Walk {
public:
  explicit Walk(const FormatCheck& format) : m_format(format) {}

  void hold(const Node& node, const Value& value, Faults& out);

private:
  bool hold_type(const Node& node, const Value& value, Faults& out);
  void hold_number(const Node& node, const Value& value, Faults& out);
  void hold_text(const Node& node, const Value& value, Faults& out);
  void hold_list(const Node& node, const Value& value, Faults& out);
  void hold_map(const Node& node, const Value& value, Faults& out);
  void hold_member(const Node& node, const Value& map, const core::Member& member, Faults& out);
  void hold_combined(const Node& node, const Value& value, Faults& out);
  void hold_some(const Node::Children& branches, const Value& value, Faults& out);

  Faults faults_of(const Node& node, const Value& value);
  bool accepts(const Node& node, const Value& value) {
    return only_formats(faults_of(node, value));
  }
  Fault& add(Faults& out, Kind kind, const Node& node, const Value& value, std::string text = "") {
    return out.emplace_back(Fault{kind, m_place, &value, nullptr, &node, std::move(text), false});
  }

  const FormatCheck& m_format;
  std::vector<Crumb> m_place;
};

Faults Walk::faults_of(const Node& node, const Value& value) {
  Faults found;
  hold(node, value, found);
  return found;
}

void Walk::hold(const Node& node, const Value& value, Faults& out) {
  if (!hold_type(node, value, out)) {
    return; // nothing else can be said of it
  }
  if (value.is_string()) {
    hold_text(node, value, out);
  } else if (value.is_number()) {
    hold_number(node, value, out);
  } else if (value.is_list()) {
    hold_list(node, value, out);
  } else if (value.is_map()) {
    hold_map(node, value, out);
  }
  hold_combined(node, value, out);
}

bool Walk::hold_type(const Node& node, const Value& value, Faults& out) {
  if (node.never) {
    add(out, Kind::wrong_value, node, value);
    return false;
  }
  if (!node.values.empty()) {
    if (std::find(node.values.begin(), node.values.end(), value) != node.values.end()) {
      return true;
    }
    // `answer: true` is told that it may be yes or no; `answer: [yes]` that it must be text.
    const bool is_scalar = value.is_scalar() && !value.is_null();
    add(out, is_scalar ? Kind::wrong_value : Kind::wrong_type, node, value);
    return false;
  }
  if (!fits_type(node, type_of(value))) {
    add(out, Kind::wrong_type, node, value);
    return false;
  }
  return true;
}

void Walk::hold_number(const Node& node, const Value& value, Faults& out) {
  const auto number = value.as_real();
  const auto refuse = [&](double limit) {
    add(out, Kind::out_of_range, node, value, fmt::format("{}", limit));
  };
  if (!std::isfinite(number)) {
    // JSON has no such numbers, and the validator lets them pass.
    add(out, Kind::out_of_range, node, value, fmt::format("{}", std::numeric_limits<double>::max()))
        .is_ours = true;
  } else if (node.minimum && number < *node.minimum) {
    refuse(*node.minimum);
  } else if (node.above && number <= *node.above) {
    refuse(*node.above);
  } else if (node.maximum && number > *node.maximum) {
    refuse(*node.maximum);
  } else if (node.below && number >= *node.below) {
    refuse(*node.below);
  }
}

void Walk::hold_text(const Node& node, const Value& value, Faults& out) {
  const auto& text = value.as_string();
  if (node.least_length && length_of(text) < *node.least_length) {
    add(out, Kind::too_few, node, value, fmt::format("{}", *node.least_length));
  } else if (node.most_length && length_of(text) > *node.most_length) {
    add(out, Kind::out_of_range, node, value, fmt::format("{}", *node.most_length)).is_ours = true;
  } else if (node.regex && text.size() > k_longest_matched) {
    add(out, Kind::wrong_format, node, value).is_ours = true;
  } else if (node.regex && !std::regex_search(text, *node.regex)) {
    add(out, Kind::wrong_format, node, value);
  } else if (!node.format.empty() && m_format) {
    if (auto name = m_format(node.format, text)) {
      add(out, Kind::text_format, node, value, std::move(*name)).is_ours = true;
    }
  }
}

void Walk::hold_list(const Node& node, const Value& value, Faults& out) {
  const auto& list = value.as_list();
  if (node.least_items && list.size() < *node.least_items) {
    add(out, Kind::too_few, node, value, fmt::format("{}", *node.least_items));
  }
  if (node.most_items && list.size() > *node.most_items) {
    add(out, Kind::out_of_range, node, value, fmt::format("{}", *node.most_items));
  }
  const bool has = node.contains == nullptr ||
                   std::any_of(list.begin(), list.end(),
                               [&](const Value& entry) { return accepts(*node.contains, entry); });
  if (!has) {
    add(out, Kind::too_few, node, value, "1");
  }
  std::set<std::pair<Type, std::string>> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    m_place.push_back({nullptr, i});
    // The validator compares each with each, and blames the list as a whole.
    if (node.distinct && !seen.emplace(type_of(list[i]), list[i].to_text()).second) {
      add(out, Kind::wrong_value, node, list[i]).is_ours = true;
    }
    if (node.items != nullptr) {
      hold(*node.items, list[i], out);
    }
    m_place.pop_back();
  }
}

void Walk::hold_map(const Node& node, const Value& value, Faults& out) {
  std::size_t members = 0;
  for (const auto& member : value.as_map()) {
    if (!is_own_key(member.key)) {
      ++members;
      hold_member(node, value, member, out);
    }
  }
  for (const auto& key : node.required) {
    if (value.find(key) == nullptr) {
      add(out, Kind::missing_key, node, value, key);
    }
  }
  if (node.least_members && members < *node.least_members) {
    add(out, Kind::too_few, node, value, fmt::format("{}", *node.least_members));
  }
  if (node.most_members && members > *node.most_members) {
    add(out, Kind::out_of_range, node, value, fmt::format("{}", *node.most_members));
  }
}

void Walk::hold_member(const Node& node, const Value& map, const core::Member& member,
                       Faults& out) {
  const auto* child = node.property(member.key);
  if (child == nullptr) {
    child = node.additional;
  }
  const bool is_misnamed = node.names != nullptr && !accepts(*node.names, Value(member.key));
  if (is_misnamed || (child != nullptr && child->never)) {
    add(out, Kind::unknown_key, node, map).member = &member;
  } else if (child != nullptr) {
    m_place.push_back({&member.key, 0});
    hold(*child, member.value, out);
    m_place.pop_back();
  }
}

void Walk::hold_combined(const Node& node, const Value& value, Faults& out) {
  for (const auto* child : node.all_of) {
    hold(*child, value, out);
  }
  if (!node.any_of.empty()) {
    hold_some(node.any_of, value, out);
  }
  if (!node.one_of.empty()) {
    hold_some(node.one_of, value, out);
  }
  if (node.not_node != nullptr && accepts(*node.not_node, value)) {
    add(out, Kind::wrong_value, node, value);
  }
  if (node.if_node != nullptr) {
    const auto* child = accepts(*node.if_node, value) ? node.then_node : node.else_node;
    if (child != nullptr) {
      hold(*child, value, out);
    }
  }
}

// How much of a branch fits: how deep its first fault lies, then how few they are.
std::pair<std::size_t, std::size_t> fit_of(const Faults& faults) {
  auto shallowest = std::numeric_limits<std::size_t>::max();
  for (const auto& fault : faults) {
    shallowest = std::min(shallowest, fault.place.size());
  }
  return {shallowest, std::numeric_limits<std::size_t>::max() - faults.size()};
}

// A map was meant to say that a fact is open when it says anything like that; `subjects: {group:
// x}` was not.
bool may_be_meant_as(const Node& branch, const Value& value) {
  if (!branch.only_says_open() || !value.is_map() || value.as_map().empty()) {
    return true;
  }
  std::vector<std::string> keys;
  for (const auto& [key, child] : branch.properties) {
    keys.push_back(key);
  }
  const auto& map = value.as_map();
  return std::any_of(map.begin(), map.end(),
                     [&](const auto& member) { return !core::nearest(member.key, keys).empty(); });
}

// Nothing when a branch accepts the value, else the faults of the branch that was meant.
void Walk::hold_some(const Node::Children& branches, const Value& value, Faults& out) {
  const bool is_open = value.is_unknown() || value.is_undeterminable();
  std::optional<Faults> meant;
  std::tuple<bool, bool, bool, std::pair<std::size_t, std::size_t>> best;
  for (const auto* branch : branches) {
    auto found = faults_of(*branch, value);
    if (found.empty()) {
      return;
    }
    const std::tuple how_well{only_formats(found), is_open && branch->may_say_open(),
                              may_be(*branch, value) && may_be_meant_as(*branch, value),
                              fit_of(found)};
    if (!meant || how_well > best) {
      meant = std::move(found);
      best = how_well;
    }
  }
  std::move(meant->begin(), meant->end(), std::back_inserter(out));
}

} // namespace

std::vector<Fault> faults(const Node& node, const core::Value& document,
                          const FormatCheck& format) {
  Faults found;
  Walk(format).hold(node, document, found);
  return found;
}

} // namespace schema
