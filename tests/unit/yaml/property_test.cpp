// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/path.hpp"
#include "yaml/data.hpp"
#include "yaml/document.hpp"
#include "yaml/edit.hpp"
#include "yaml/generator.hpp"

namespace {

using core::Path;
using core::Step;
using core::Value;
using sample::Dice;

constexpr std::string_view k_bom = "\xEF\xBB\xBF";

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* const text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

Step key_step(std::string key) {
  return {Step::Kind::key, std::move(key), "", 0};
}
Step index_step(std::size_t index) {
  return {Step::Kind::index, "", "", static_cast<int>(index)};
}

// Every place of a document.
void collect(const Value& value, Path& path, std::vector<Path>& paths) {
  paths.push_back(path);
  const auto enter = [&](const Value& child, Step step) {
    path.steps.push_back(std::move(step));
    collect(child, path, paths);
    path.steps.pop_back();
  };
  if (value.is_map()) {
    for (const auto& member : value.as_map()) {
      enter(member.value, key_step(member.key));
    }
  } else if (value.is_list()) {
    for (std::size_t i = 0; i < value.as_list().size(); ++i) {
      enter(value.as_list()[i], index_step(i));
    }
  }
}

// What stands at a path that exists.
Value& at(Value& root, const Path& path) {
  auto* value = &root;
  for (const auto& step : path.steps) {
    value = step.kind == Step::Kind::key ? value->find(step.key)
                                         : &value->as_list()[static_cast<std::size_t>(step.index)];
  }
  return *value;
}

struct Edit {
  enum class Kind { set, add, append, remove };
  Kind kind = Kind::set;
  Path path;          // of an existing place: to set, to add a key to, to append to, to remove
  std::string key;    // add: the new key
  std::string deeper; // add: another new key below it
  Value value;
};

Edit random_edit(Dice& dice, Value& root) {
  std::vector<Path> paths;
  Path path;
  collect(root, path, paths);
  Edit edit;
  edit.value = sample::value(dice);
  const auto pick = [&](auto wanted) {
    std::vector<Path> fitting;
    std::copy_if(paths.begin(), paths.end(), std::back_inserter(fitting),
                 [&](const Path& p) { return wanted(p, at(root, p)); });
    if (!fitting.empty()) {
      edit.path = dice.of(fitting);
    }
    return !fitting.empty();
  };
  switch (dice.below(4)) {
  case 0:
    edit.kind = Edit::Kind::append;
    if (pick([](const Path& p, const Value& v) {
          return !p.steps.empty() && (v.is_list() || v.is_null());
        })) {
      return edit;
    }
    [[fallthrough]];
  case 1:
    edit.kind = Edit::Kind::remove;
    if (pick([](const Path& p, const Value&) { return !p.steps.empty(); })) {
      return edit;
    }
    [[fallthrough]];
  case 2:
    edit.kind = Edit::Kind::set;
    if (pick([](const Path& p, const Value&) { return !p.steps.empty(); })) {
      return edit;
    }
    [[fallthrough]];
  default:
    edit.kind = Edit::Kind::add;
    pick([](const Path&, const Value& v) { return v.is_map() || v.is_null(); });
    edit.key = "ny" + std::to_string(dice.below(1000000));
    edit.deeper = dice.one_in(4) ? "under" : "";
    return edit;
  }
}

// What the edit should mean, said on values alone.
Value expected_after(Value root, const Edit& edit) {
  auto& place = at(root, edit.path);
  switch (edit.kind) {
  case Edit::Kind::set:
    place = edit.value;
    break;
  case Edit::Kind::add: {
    Value value = edit.value;
    if (!edit.deeper.empty()) {
      value = core::Map{{edit.deeper, edit.value, {}}};
    }
    place.set(edit.key, std::move(value));
    break;
  }
  case Edit::Kind::append:
    if (place.is_null()) {
      place = core::List{};
    }
    place.as_list().push_back(edit.value);
    break;
  case Edit::Kind::remove: {
    auto outer = edit.path;
    const auto step = outer.steps.back();
    outer.steps.pop_back();
    auto& parent = at(root, outer);
    if (step.kind == Step::Kind::key) {
      parent.erase(step.key);
    } else {
      parent.as_list().erase(parent.as_list().begin() + step.index);
    }
    break;
  }
  }
  return root;
}

std::string done(const std::string& text, const Edit& edit) {
  auto path = edit.path;
  switch (edit.kind) {
  case Edit::Kind::set:
    return yaml::with_value(text, path, edit.value);
  case Edit::Kind::add:
    path.steps.push_back(key_step(edit.key));
    if (!edit.deeper.empty()) {
      path.steps.push_back(key_step(edit.deeper));
    }
    return yaml::with_value(text, path, edit.value);
  case Edit::Kind::append:
    return yaml::with_appended(text, path, edit.value);
  case Edit::Kind::remove:
    return yaml::without(text, path);
  }
  return text;
}

// Lines that an edit may change, from 0, both inclusive; last == first - 1 when lines are
// only put between.
struct Lines {
  std::ptrdiff_t first = 0;
  std::ptrdiff_t last = 0;
  std::ptrdiff_t also = -1; // the header of a text block at the end of the file
};

std::ptrdiff_t line_of(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, at);
  return std::count(before.begin(), before.end(), '\n');
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    lines.emplace_back(text.substr(begin, end - begin));
    begin = end;
  }
  return lines;
}

bool is_gap(const std::string& line) {
  const auto first = line.find_first_not_of(" \t\r\n");
  return first == std::string::npos || line[first] == '#';
}

// The line of the key or dash that the value at `path` hangs on.
std::ptrdiff_t first_line(std::string_view text, Value& root, Path path) {
  const auto begin = line_of(text, at(root, path).span.begin);
  const auto step = path.steps.back();
  path.steps.pop_back();
  auto& parent = at(root, path);
  if (step.kind == Step::Kind::key) {
    const auto& map = parent.as_map();
    const auto member =
        std::find_if(map.begin(), map.end(), [&](const auto& m) { return m.key == step.key; });
    return line_of(text, member->key_span.begin);
  }
  if (step.index == 0) {
    return std::min(begin, line_of(text, parent.span.begin));
  }
  const auto previous = static_cast<std::size_t>(step.index - 1);
  auto line = line_of(text, parent.as_list()[previous].span.end);
  const auto lines = lines_of(text);
  const bool is_flow = text[parent.span.begin] == '[';
  while (!is_flow && line < begin) {
    ++line;
    if (!is_gap(lines[static_cast<std::size_t>(line)])) {
      break;
    }
  }
  return is_flow ? begin : line;
}

bool is_flow(std::string_view text, Value& root, const Path& path) {
  Path prefix;
  for (const auto& step : path.steps) {
    const char c = text[at(root, prefix).span.begin];
    if (c == '{' || c == '[') {
      return true;
    }
    prefix.steps.push_back(step);
  }
  const auto& value = at(root, prefix);
  return !value.is_scalar() && (text[value.span.begin] == '{' || text[value.span.begin] == '[');
}

Lines value_lines(std::string_view text, Value& root, const Path& path) {
  return {path.steps.empty() ? line_of(text, root.span.begin) : first_line(text, root, path),
          line_of(text, at(root, path).span.end)};
}

std::size_t size_of(const Value& value) {
  return value.is_map() ? value.as_map().size() : value.is_list() ? value.as_list().size() : 0;
}

Lines removed_lines(std::string_view text, Value& root, const Path& path) {
  auto outer = path;
  outer.steps.pop_back();
  auto& parent = at(root, outer);
  if (size_of(parent) == 1) {
    return value_lines(text, root, outer);
  }
  auto lines = value_lines(text, root, path);
  const auto step = path.steps.back();
  std::size_t index = static_cast<std::size_t>(step.index);
  if (step.kind == Step::Kind::key) {
    index = 0;
    while (parent.as_map()[index].key != step.key) {
      ++index;
    }
  }
  const auto child = [&](std::size_t i) -> const Value& {
    return parent.is_map() ? parent.as_map()[i].value : parent.as_list()[i];
  };
  if (is_flow(text, root, outer)) {
    // The comma before or behind goes too.
    lines.first =
        index == 0 ? lines.first : std::min(lines.first, line_of(text, child(index - 1).span.end));
    const auto next = index + 1 < size_of(parent)
                          ? (parent.is_map() ? parent.as_map()[index + 1].key_span.begin
                                             : child(index + 1).span.begin)
                          : parent.span.end;
    lines.last = line_of(text, next);
    return lines;
  }
  const auto all = lines_of(text);
  // What follows may have to go, lest it becomes content of the text block before.
  if (index > 0) {
    const auto* leaf = &child(index - 1);
    while (size_of(*leaf) > 0) {
      leaf = leaf->is_map() ? &leaf->as_map().back().value : &leaf->as_list().back();
    }
    const char c = text[std::min(leaf->span.begin, text.size() - 1)];
    while ((c == '|' || c == '>') && lines.last + 1 < static_cast<std::ptrdiff_t>(all.size()) &&
           is_gap(all[static_cast<std::size_t>(lines.last + 1)])) {
      ++lines.last;
    }
  }
  // Behind a dash the next entry moves up.
  const auto& first = all[static_cast<std::size_t>(lines.first)];
  const auto begin = parent.span.begin;
  const auto start = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
  const auto prefix = text.substr(start, begin - start);
  if (index == 0 && prefix.find_first_not_of(" \xEF\xBB\xBF") != std::string_view::npos &&
      !first.empty()) {
    ++lines.last;
  }
  return lines;
}

Lines touched(std::string_view text, Value& root, const Edit& edit) {
  const auto& place = at(root, edit.path);
  if (edit.kind == Edit::Kind::remove) {
    return removed_lines(text, root, edit.path);
  }
  const bool is_growing = edit.kind == Edit::Kind::add || edit.kind == Edit::Kind::append;
  if (is_growing && size_of(place) > 0 && !is_flow(text, root, edit.path)) {
    const auto line = line_of(text, place.span.end);
    return {line + 1, line};
  }
  return value_lines(text, root, edit.path);
}

// Whether every line outside `may_change` is the same, byte for byte.
bool keeps_lines(const std::string& before, const std::string& after, const Lines& may_change) {
  const bool has_bom = before.substr(0, k_bom.size()) == k_bom;
  if (has_bom != (after.substr(0, k_bom.size()) == k_bom)) {
    return false;
  }
  auto old_lines = lines_of(std::string_view(before).substr(has_bom ? k_bom.size() : 0));
  auto new_lines = lines_of(std::string_view(after).substr(has_bom ? k_bom.size() : 0));
  const std::string end = before.find("\r\n") == std::string::npos ? "\n" : "\r\n";
  for (auto* lines : {&old_lines, &new_lines}) {
    if (!lines->empty() && lines->back().back() != '\n') {
      lines->back() += end;
    }
  }
  const auto size = static_cast<std::ptrdiff_t>(old_lines.size());
  const auto new_size = static_cast<std::ptrdiff_t>(new_lines.size());
  for (std::ptrdiff_t i = 0; i < may_change.first; ++i) {
    if (i != may_change.also && (i >= new_size || old_lines[static_cast<std::size_t>(i)] !=
                                                      new_lines[static_cast<std::size_t>(i)])) {
      return false;
    }
  }
  for (auto i = may_change.last + 1; i < size; ++i) {
    const auto j = new_size - (size - i);
    if (j < may_change.first ||
        old_lines[static_cast<std::size_t>(i)] != new_lines[static_cast<std::size_t>(j)]) {
      return false;
    }
  }
  return true;
}

std::ptrdiff_t sealed_line(std::string_view text, const Value& root) {
  const auto* leaf = &root;
  while (size_of(*leaf) > 0) {
    leaf = leaf->is_map() ? &leaf->as_map().back().value : &leaf->as_list().back();
  }
  return text.back() == '\n' ? -1 : line_of(text, leaf->span.begin);
}

std::string described(const Edit& edit) {
  const std::vector<std::string> names = {"set", "add", "append", "remove"};
  return names[static_cast<std::size_t>(edit.kind)] + " " + edit.path.to_text() + " " + edit.key +
         " " + edit.deeper + " = " + yaml::emitted(edit.value);
}

std::string reading_of(const std::string& text) {
  const auto document = yaml::read(text);
  return document.root ? "" : document.findings.front().name;
}

// Edit a document a few times; return what went wrong, or nothing.
std::string tried(Dice& dice) {
  const auto start = sample::document(dice);
  auto text = start.text;
  auto meaning = start.value;
  auto root = yaml::read(text).root;
  if (!root || !(*root == meaning)) {
    return "read wrong " + reading_of(text) + ":\n" + text + "\n--- expected\n" +
           yaml::emitted(meaning);
  }
  if (!start.is_odd && !(yaml::read_data(text, "sample") == meaning)) {
    return "yaml-cpp disagrees:\n" + text;
  }
  for (int i = 0; i < 4; ++i) {
    const auto edit = random_edit(dice, *root);
    const auto problem = [&](const std::string& what, const std::string& result) {
      return what + ": " + described(edit) + "\n--- before\n" + text + "\n--- after\n" + result;
    };
    meaning = expected_after(meaning, edit);
    auto lines = touched(text, *root, edit);
    lines.also = sealed_line(text, *root);
    std::string result;
    try {
      result = done(text, edit);
    } catch (const core::Error& error) {
      return problem(error.name, "");
    }
    root = yaml::read(result).root;
    if (!root || !(*root == meaning)) {
      return problem("means something else", result);
    }
    if (!keeps_lines(text, result, lines)) {
      return problem("touches other lines", result);
    }
    if (!start.is_odd && !(yaml::read_data(result, "sample") == meaning)) {
      return problem("yaml-cpp disagrees", result);
    }
    text = result;
  }
  return "";
}

bool is_read_or_refused(const std::string& text) {
  try {
    yaml::read_data(text, "sample");
    return true;
  } catch (const core::Error& error) {
    return error.name == "bad-data-file";
  }
}

} // namespace

TEST_CASE("edits change what they should and nothing else") {
  const auto seed = number_from("PVTOOL_SEED", 20261005);
  const auto documents = number_from("PVTOOL_DOCUMENTS", 1500);
  int failures = 0;
  for (std::uint64_t i = 0; i < documents && failures < 5; ++i) {
    Dice dice(seed + i);
    const auto problem = tried(dice);
    failures += problem.empty() ? 0 : 1;
    CHECK_MESSAGE(problem.empty(), "PVTOOL_SEED=", seed + i, "\n", problem);
  }
}

TEST_CASE("random bytes are never more than a fault") {
  static const std::string k_pieces = "{}[]:,-?#&*!|>'\"%@`~ \n\r\ta1\xC3\xA6\xEF\xBB\xBF\xFF";
  const auto seed = number_from("PVTOOL_SEED", 20261005);
  Dice dice(seed);
  const auto texts = number_from("PVTOOL_DOCUMENTS", 10000);
  for (std::uint64_t i = 0; i < texts; ++i) {
    std::string text = dice.one_in(2) ? "a: " : "";
    if (dice.one_in(3)) {
      text = sample::document(dice).text;
    }
    for (int n = dice.below(30); n > 0; --n) {
      const auto piece =
          dice.one_in(8)
              ? static_cast<char>(dice.below(256))
              : k_pieces[static_cast<std::size_t>(dice.below(static_cast<int>(k_pieces.size())))];
      text.insert(text.begin() + dice.below(static_cast<int>(text.size()) + 1), piece);
    }
    CAPTURE(seed);
    CAPTURE(text);
    const auto document = yaml::read(text);
    REQUIRE(document.root.has_value() == document.findings.empty());
    CHECK(is_read_or_refused(text));
    if (!document.root || !document.root->is_map() || document.root->as_map().empty()) {
      continue;
    }
    // Whatever is read can be edited.
    const Path path{{key_step(document.root->as_map().front().key)}};
    CHECK(yaml::read(yaml::with_value(text, path, "ny")).root->as_map().front().value == "ny");
    CHECK_NOTHROW(yaml::without(text, path));
    CHECK_NOTHROW(yaml::with_value(text, Path{{key_step("en ny")}}, "a\nb"));
  }
}
