// SPDX-License-Identifier: MIT
#include "yaml/edit.hpp"

#include <algorithm>
#include <functional>
#include <optional>

#include "core/error.hpp"
#include "yaml/change.hpp"
#include "yaml/document.hpp"
#include "yaml/meaning.hpp"
#include "yaml/scan.hpp"

namespace yaml {

namespace {

using core::Path;
using core::Value;

[[noreturn]] void refuse(const Path& path) {
  throw core::Error(core::Exit::refused, "no-such-place", {{"path", path.to_text()}});
}

Value root_of(std::string_view text) {
  auto document = read(text);
  if (!document.root) {
    throw core::Error(core::Exit::bug, "edit-went-wrong", {}, std::move(document.findings));
  }
  return std::move(*document.root);
}

// Whether a text is a document that means `expected`. A document that has become too
// large or too deep is no fault of the edit, but of what was asked for.
bool means(std::string_view text, const Value& expected) {
  const auto document = read(text);
  for (const auto& finding : document.findings) {
    if (finding.name == "too-large" || finding.name == "too-deep") {
      throw core::Error(core::Exit::refused, finding.name, finding.arguments);
    }
  }
  return document.root && is_same(*document.root, expected);
}

// Without a line break at the end of the file, a last text block has lost its own. Said
// in its header (`|-`), it keeps this meaning when lines come to follow it.
std::optional<std::string> sealed(std::string_view text, const Value& root) {
  const auto leaf = last_leaf(text, root);
  if (text.empty() || text.back() == '\n' || !is_block_scalar(text, leaf)) {
    return std::nullopt;
  }
  const auto begin = leaf.value->span.begin + 1;
  const auto end = std::min(text.find_first_not_of("+-0123456789", begin), text.size());
  auto header = std::string(text.substr(begin, end - begin));
  std::erase_if(header, [](char c) { return c == '+' || c == '-'; });
  return spliced(text, {{begin, end, header + "-"}});
}

// One way to make a change, given the text and what has been read from it.
using Change = std::function<std::string(std::string_view, const Value&, const Manner&)>;

// Tries a change in the tidiest manner first and takes the first result that means what
// it should; as a last resort writes anew the smallest collection around the place.
class Attempt {
public:
  Attempt(std::string_view text, const Value& root, const Value& expected)
      : m_text(text), m_root(root), m_expected(expected), m_style(style_of(text, root)) {}

  std::string run(const Path& path, const Change& change) {
    if (auto result = tried(m_text, m_root, change)) {
      return std::move(*result);
    }
    if (const auto closed = sealed(m_text, m_root)) {
      if (auto result = tried(*closed, root_of(*closed), change)) {
        return std::move(*result);
      }
    }
    for (auto depth = path.steps.size(); depth-- > 0;) {
      if (auto result = rewritten(
              {{path.steps.begin(), path.steps.begin() + static_cast<std::ptrdiff_t>(depth)}})) {
        return std::move(*result);
      }
    }
    throw core::Error(core::Exit::bug, "edit-went-wrong", {{"path", path.to_text()}});
  }

private:
  std::optional<std::string> tried(std::string_view text, const Value& root,
                                   const Change& change) const {
    auto quoting = m_style;
    quoting.literals = false;
    for (const auto& manner : {Manner{m_style, false}, Manner{quoting, false},
                               Manner{m_style, true}, Manner{quoting, true}}) {
      auto result = change(text, root, manner);
      if (means(result, m_expected)) {
        return result;
      }
      // A text block that ends in a line break needs one at the end of the file.
      if (!result.empty() && result.back() != '\n') {
        result += line_break(text);
        if (means(result, m_expected)) {
          return result;
        }
      }
    }
    return std::nullopt;
  }

  std::optional<std::string> rewritten(const Path& path) const {
    const auto* wanted = value_at(m_expected, path);
    const auto places = places_along(m_text, m_root, path);
    if (wanted == nullptr || wanted->is_scalar() || places.size() != path.steps.size() + 1 ||
        places.back().is_in_flow) {
      return std::nullopt;
    }
    return tried(m_text, m_root, [&](auto text, const Value& root, const Manner& manner) {
      return replaced(text, places_along(text, root, path).back(), *wanted, manner, Shape::block);
    });
  }

  std::string_view m_text;
  const Value& m_root;
  const Value& m_expected;
  Style m_style;
};

// Replace what stands at `path`, or add it where it first is missing.
std::string put(std::string_view text, const Value& root, const Path& path, const Value& value,
                const Manner& manner, Shape shape) {
  const auto places = places_along(text, root, path);
  const auto& last = places.back();
  const auto known = places.size() - 1;
  if (known == path.steps.size()) {
    return replaced(text, last, value, manner, shape);
  }
  auto made = value;
  for (auto i = path.steps.size() - 1; i > known; --i) {
    made = core::Map{{path.steps[i].key, std::move(made), {}}};
  }
  if (last.value->is_null()) {
    return replaced(text, last, core::Map{{path.steps[known].key, std::move(made), {}}}, manner,
                    Shape::block);
  }
  return with_member(text, last, path.steps[known].key, made, manner, shape);
}

// What two lists have in common at their beginnings and at their ends.
struct Middle {
  std::size_t prefix = 0;
  std::size_t suffix = 0;
};

Middle middle_of(const core::List& a, const core::List& b) {
  const auto size = std::min(a.size(), b.size());
  Middle middle;
  while (middle.prefix < size && is_same(a[middle.prefix], b[middle.prefix])) {
    ++middle.prefix;
  }
  while (middle.suffix < size - middle.prefix &&
         is_same(a[a.size() - 1 - middle.suffix], b[b.size() - 1 - middle.suffix])) {
    ++middle.suffix;
  }
  return middle;
}

// Whether `wanted` can be reached from `present` by changing entries one by one, with the
// order of the keys as it is.
bool is_reachable(const Value& present, const Value& wanted) {
  if (present.is_list() && wanted.is_list()) {
    // Nothing can be put in between.
    const auto middle = middle_of(present.as_list(), wanted.as_list());
    return !present.as_list().empty() && !wanted.as_list().empty() &&
           (middle.suffix == 0 || wanted.as_list().size() <= present.as_list().size());
  }
  if (!present.is_map() || !wanted.is_map()) {
    return false;
  }
  std::vector<std::string_view> order;
  for (const auto& member : present.as_map()) {
    if (wanted.find(member.key) != nullptr) {
      order.push_back(member.key);
    }
  }
  const auto& map = wanted.as_map();
  return !order.empty() &&
         std::equal(order.begin(), order.end(), map.begin(),
                    [](auto key, const auto& member) { return key == member.key; });
}

Path below(const Path& path, core::Step step) {
  auto result = path;
  result.steps.push_back(std::move(step));
  return result;
}

Path below(const Path& path, const std::string& key) {
  return below(path, {core::Step::Kind::key, key, "", 0});
}

Path below(const Path& path, std::size_t index) {
  return below(path, {core::Step::Kind::index, "", "", static_cast<int>(index)});
}

// Entries are changed before others are removed: what follows a kept text block (`|+`)
// can stay when that block goes first.
std::string with_changed_map(std::string text, const Path& path, const Value& present,
                             const Value& wanted) {
  for (const auto& member : present.as_map()) {
    if (const auto* value = wanted.find(member.key)) {
      text = with_value(text, below(path, member.key), *value);
    }
  }
  for (const auto& member : present.as_map()) {
    if (wanted.find(member.key) == nullptr) {
      text = without(text, below(path, member.key));
    }
  }
  for (const auto& member : wanted.as_map()) {
    text = with_value(text, below(path, member.key), member.value);
  }
  return text;
}

std::string with_changed_list(std::string text, const Path& path, const core::List& present,
                              const core::List& wanted) {
  const auto middle = middle_of(present, wanted);
  const auto common = std::min(present.size(), wanted.size());
  for (auto i = middle.prefix; i + middle.suffix < common; ++i) {
    text = with_value(text, below(path, i), wanted[i]);
  }
  for (auto size = present.size(); size > wanted.size(); --size) {
    text = without(text, below(path, size - middle.suffix - 1));
  }
  for (auto i = common; i < wanted.size(); ++i) {
    text = with_appended(text, path, wanted[i]);
  }
  return text;
}

} // namespace

std::string with_value(std::string_view text, const Path& path, const Value& value) {
  const auto root = root_of(text);
  auto expected = root;
  if (path.steps.empty() || !set_at(expected, path, value)) {
    refuse(path);
  }
  const auto* present = value_at(root, path);
  if (present != nullptr && is_same(*present, value)) {
    return std::string(text);
  }
  if (present != nullptr && is_reachable(*present, value)) {
    return present->is_map()
               ? with_changed_map(std::string(text), path, *present, value)
               : with_changed_list(std::string(text), path, present->as_list(), value.as_list());
  }
  return Attempt(text, root, expected)
      .run(path, [&](auto source, const Value& read_root, const Manner& manner) {
        return put(source, read_root, path, value, manner, Shape::fitting);
      });
}

std::string with_appended(std::string_view text, const Path& path, const Value& value) {
  const auto root = root_of(text);
  auto expected = root;
  if (path.steps.empty() || !append_at(expected, path, value)) {
    refuse(path);
  }
  if (places_along(text, root, path).size() < path.steps.size()) {
    return with_appended(with_value(text, path, core::List{}), path, value);
  }
  return Attempt(text, root, expected)
      .run(path, [&](auto source, const Value& read_root, const Manner& manner) {
        const auto places = places_along(source, read_root, path);
        const bool has_list =
            places.size() == path.steps.size() + 1 && places.back().value->is_list();
        return has_list ? with_item(source, places.back(), value, manner)
                        : put(source, read_root, path, core::List{value}, manner, Shape::block);
      });
}

std::string without(std::string_view text, const Path& path) {
  const auto root = root_of(text);
  auto expected = root;
  if (path.steps.empty() || !erase_at(expected, path)) {
    refuse(path);
  }
  const Path outer{{path.steps.begin(), path.steps.end() - 1}};
  return Attempt(text, root, expected)
      .run(path, [&](auto source, const Value& read_root, const Manner& manner) {
        const auto index = places_along(source, read_root, path).back().index;
        return without_entry(source, places_along(source, read_root, outer).back(), index, manner);
      });
}

} // namespace yaml
