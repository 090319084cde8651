// SPDX-License-Identifier: MIT
#include "schema/findings.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/near.hpp"
#include "core/path.hpp"

namespace schema {

namespace {

using Kind = Fault::Kind;

std::string path_text(const std::vector<Crumb>& place) {
  core::Path path;
  for (const auto& crumb : place) {
    path.steps.push_back(crumb.key != nullptr ? core::Step{core::Step::Kind::key, *crumb.key, "", 0}
                                              : core::Step{core::Step::Kind::index, "", "",
                                                           static_cast<int>(crumb.index)});
  }
  return path.to_text();
}

// A value in a message: a whole document would help nobody.
std::string shown(const core::Value& value) {
  constexpr std::size_t k_longest_shown = 200;
  auto text = value.to_text();
  if (text.size() > k_longest_shown) {
    auto end = k_longest_shown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
      --end;
    }
    text = text.substr(0, end) + "...";
  }
  return text;
}

std::vector<std::string> texts_of(const std::vector<core::Value>& values) {
  std::vector<std::string> texts;
  for (const auto& value : values) {
    texts.push_back(value.to_text());
  }
  return texts;
}

std::string expected_types(const Node& node) {
  std::vector<std::string> names;
  for (const auto type : node.types) {
    names.push_back(name_of(type));
  }
  for (const auto& value : node.values) {
    const auto name = name_of(type_of(value));
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

// The keys that the map could still take.
std::vector<std::string> absent_keys(const Node& node, const core::Value& map) {
  std::vector<std::string> keys;
  for (const auto& [key, child] : node.properties) {
    if (!child->never && map.find(key) == nullptr) {
      keys.push_back(key);
    }
  }
  return keys;
}

// {unknown: ..., undeterminable: ...}: whatever rule it breaks, this is what is wrong with it.
bool says_open_twice(const Fault& fault) {
  return fault.member == nullptr && fault.value->is_unknown() && fault.value->is_undeterminable();
}

std::string name_of(const Fault& fault) {
  if (says_open_twice(fault)) {
    return "open-twice";
  }
  switch (fault.kind) {
  case Kind::unknown_key:
    return "unknown-key";
  case Kind::missing_key:
    return "missing-key";
  case Kind::wrong_type:
    return "wrong-type";
  case Kind::wrong_value:
    return "wrong-value";
  case Kind::wrong_format:
    return "wrong-format";
  case Kind::out_of_range:
    return "out-of-range";
  case Kind::too_few:
    return "too-few";
  case Kind::text_format:
    break;
  }
  return fault.text;
}

// Turns faults into findings. `m_absent` remembers the keys of the map at hand: a document may
// have ten thousand wrong ones.
class Writer {
public:
  core::Finding finding(const Fault& fault) {
    const auto* span = fault.member != nullptr ? &fault.member->key_span : &fault.value->span;
    core::Finding written{core::Severity::error, name_of(fault), "", span->line, span->column, {}};
    written.arguments = {{"path", path_text(fault.place)}};
    add_arguments(fault, written.arguments);
    if (fault.place.empty() && written.line == 0) {
      written.line = 1; // the root is never nowhere
      written.column = 1;
    }
    return written;
  }

private:
  void add_arguments(const Fault& fault, core::Arguments& arguments) {
    switch (fault.kind) {
    case Kind::unknown_key:
      arguments.emplace_back("key", fault.member->key);
      arguments.emplace_back("near", core::nearest(fault.member->key, absent(fault)));
      return;
    case Kind::missing_key:
      arguments.emplace_back("key", fault.text);
      return;
    case Kind::wrong_type:
      arguments.emplace_back("expected", expected_types(*fault.node));
      arguments.emplace_back("found", name_of(type_of(*fault.value)));
      return;
    case Kind::too_few:
      arguments.emplace_back("least", fault.text);
      return;
    default:
      arguments.emplace_back("value", shown(*fault.value));
      add_expectation(fault, arguments);
    }
  }

  void add_expectation(const Fault& fault, core::Arguments& arguments) const {
    if (fault.kind == Kind::wrong_value) {
      const auto allowed = fault.node != nullptr ? texts_of(fault.node->values) : texts_of({});
      arguments.emplace_back("allowed", fmt::format("{}", fmt::join(allowed, ", ")));
      arguments.emplace_back("near", core::nearest(fault.value->to_text(), allowed));
    } else if (fault.kind == Kind::wrong_format) {
      const auto& node = *fault.node;
      arguments.emplace_back("expected", node.title.empty() ? node.pattern : node.title);
    } else if (fault.kind == Kind::out_of_range) {
      arguments.emplace_back("limit", fault.text);
    }
  }

  const std::vector<std::string>& absent(const Fault& fault) {
    if (m_map != fault.value || m_node != fault.node) {
      m_map = fault.value;
      m_node = fault.node;
      m_absent = absent_keys(*fault.node, *fault.value);
    }
    return m_absent;
  }

  const core::Value* m_map = nullptr;
  const Node* m_node = nullptr;
  std::vector<std::string> m_absent;
};

// The first of the deepest places that failed, as a fault that says nothing of why.
Fault unexplained(const core::Value& document, const Places& failures) {
  Fault fault{Kind::wrong_value, {}, &document, nullptr, nullptr, "", true};
  const auto* places = &failures;
  while (!places->inside.empty()) {
    const auto& [step, inside] = *places->inside.begin();
    places = &inside;
    if (fault.value->is_map()) {
      const auto& map = fault.value->as_map();
      const auto& wanted = step;
      const auto member = std::find_if(
          map.begin(), map.end(), [&](const core::Member& each) { return each.key == wanted; });
      if (member == map.end()) {
        break;
      }
      fault.place.push_back({&member->key, 0});
      fault.value = &member->value;
    } else if (fault.value->is_list()) {
      std::size_t index = 0;
      std::from_chars(step.data(), step.data() + step.size(), index);
      if (index >= fault.value->as_list().size()) {
        break;
      }
      fault.place.push_back({nullptr, index});
      fault.value = &fault.value->as_list()[index];
    } else {
      break;
    }
  }
  return fault;
}

} // namespace

std::vector<core::Finding> findings(const core::Value& document, const std::vector<Fault>& faults,
                                    const std::optional<Places>& failures) {
  std::vector<core::Finding> found;
  std::set<std::pair<std::string, std::string>> places;
  Writer writer;
  bool is_explained = !failures;
  for (const auto& fault : faults) {
    if (!failures && !fault.is_ours) {
      continue;
    }
    is_explained = is_explained || fault.kind != Kind::text_format;
    // A key that is missing or unknown is a place of its own within its map.
    const auto key = fault.member != nullptr           ? fault.member->key
                     : fault.kind == Kind::missing_key ? fault.text
                                                       : "";
    auto finding = writer.finding(fault);
    if (places.emplace(finding.arguments.front().second, key).second) {
      found.push_back(std::move(finding));
    }
  }
  if (!is_explained) {
    found.push_back(writer.finding(unexplained(document, *failures)));
  }
  core::sort(found);
  return found;
}

} // namespace schema
