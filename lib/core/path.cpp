// SPDX-License-Identifier: MIT
#include "core/path.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "core/error.hpp"

namespace core {

namespace {

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

// Keys with dots between them.
bool is_field(std::string_view text) {
  for (auto dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
    if (!is_field(text.substr(0, dot))) {
      return false;
    }
    text.remove_prefix(dot + 1);
  }
  return !text.empty() && std::all_of(text.begin(), text.end(), is_key_character);
}

// The step that stands between brackets.
std::optional<Step> bracket_step(std::string_view inside) {
  if (inside == "*") {
    return Step{Step::Kind::each, "", "", 0};
  }
  if (inside == "+") {
    return Step{Step::Kind::append, "", "", 0};
  }
  if (const auto equals = inside.find('='); equals != std::string_view::npos) {
    const bool differs = equals > 0 && inside[equals - 1] == '!';
    const auto key = inside.substr(0, equals - (differs ? 1 : 0));
    if (!is_field(key)) {
      return std::nullopt;
    }
    return Step{Step::Kind::where, std::string(key), std::string(inside.substr(equals + 1)), 0,
                differs};
  }
  Step step{Step::Kind::index, "", "", 0};
  const auto [end, error] =
      std::from_chars(inside.data(), inside.data() + inside.size(), step.index);
  if (error != std::errc{} || end != inside.data() + inside.size()) {
    return std::nullopt;
  }
  return step;
}

} // namespace

std::optional<Path> parsed_path(std::string_view text) {
  Path path;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '[') {
      const auto close = text.find(']', at);
      if (close == std::string_view::npos || path.steps.empty()) {
        return std::nullopt;
      }
      auto step = bracket_step(text.substr(at + 1, close - at - 1));
      if (!step) {
        return std::nullopt;
      }
      path.steps.push_back(std::move(*step));
      at = close + 1;
      continue;
    }
    if (!path.steps.empty()) {
      if (text[at] != '.') {
        return std::nullopt;
      }
      ++at;
    }
    const auto begin = at;
    while (at < text.size() && is_key_character(text[at])) {
      ++at;
    }
    if (at == begin) {
      return std::nullopt;
    }
    path.steps.push_back({Step::Kind::key, std::string(text.substr(begin, at - begin)), "", 0});
  }
  return path.steps.empty() ? std::nullopt : std::optional(path);
}

Path path_of(std::string_view text) {
  auto path = parsed_path(text);
  if (!path) {
    throw Error(Exit::bug, "bad-path-in-data", {{"path", std::string(text)}});
  }
  return std::move(*path);
}

bool Path::is_concrete() const {
  return std::all_of(steps.begin(), steps.end(), [](const Step& step) {
    return step.kind == Step::Kind::key || (step.kind == Step::Kind::index && step.index >= 0);
  });
}

std::string Path::to_text() const {
  std::string text;
  for (const auto& step : steps) {
    switch (step.kind) {
    case Step::Kind::key:
      text += (text.empty() ? "" : ".") + step.key;
      break;
    case Step::Kind::index:
      text += fmt::format("[{}]", step.index);
      break;
    case Step::Kind::each:
      text += "[*]";
      break;
    case Step::Kind::append:
      text += "[+]";
      break;
    case Step::Kind::where:
      text += fmt::format("[{}{}={}]", step.key, step.differs ? "!" : "", step.wanted);
      break;
    }
  }
  return text;
}

std::string Path::to_field() const {
  std::string text;
  for (const auto& step : steps) {
    if (step.kind == Step::Kind::key) {
      text += (text.empty() ? "" : ".") + step.key;
    }
  }
  return text;
}

namespace {

bool is_open(const Value& value) {
  return value.is_unknown() || value.is_undeterminable();
}

// Whether a value passes a filter.
bool passes(const Value& value, const Step& where) {
  const auto* member = &value;
  for (std::string_view rest = where.key; member != nullptr && !rest.empty();) {
    const auto dot = std::min(rest.find('.'), rest.size());
    member = member->find(rest.substr(0, dot));
    rest.remove_prefix(std::min(dot + 1, rest.size()));
  }
  const bool is_wanted = member != nullptr && member->to_text() == where.wanted;
  return is_wanted != where.differs;
}

void collect(const Value& value, const Path& path, std::size_t depth, Path& taken,
             std::vector<Found>& found) {
  if (depth == path.steps.size() || (depth > 0 && is_open(value))) {
    found.push_back({taken, &value});
    return;
  }
  const auto& step = path.steps[depth];
  const auto descend = [&](const Value& next, Step concrete) {
    taken.steps.push_back(std::move(concrete));
    collect(next, path, depth + 1, taken, found);
    taken.steps.pop_back();
  };
  if (step.kind == Step::Kind::key) {
    if (const auto* member = value.find(step.key)) {
      descend(*member, step);
    }
    return;
  }
  if (step.kind == Step::Kind::where && value.is_map()) {
    if (passes(value, step)) {
      collect(value, path, depth + 1, taken, found);
    }
    return;
  }
  if (!value.is_list()) {
    return;
  }
  const auto& list = value.as_list();
  const auto size = static_cast<int>(list.size());
  const auto enter = [&](int index) {
    descend(list[static_cast<std::size_t>(index)], {Step::Kind::index, "", "", index});
  };
  if (step.kind == Step::Kind::index) {
    const int index = step.index < 0 ? size + step.index : step.index;
    if (index >= 0 && index < size) {
      enter(index);
    }
    return;
  }
  std::vector<int> wanted;
  for (int index = 0; index < size; ++index) {
    if (step.kind == Step::Kind::each ||
        (step.kind == Step::Kind::where && passes(list[static_cast<std::size_t>(index)], step))) {
      wanted.push_back(index);
    }
  }
  // Further filters leave less.
  const auto next_is = [&](Step::Kind kind) {
    return depth + 1 < path.steps.size() && path.steps[depth + 1].kind == kind;
  };
  while (step.kind == Step::Kind::where && next_is(Step::Kind::where)) {
    ++depth;
    std::erase_if(wanted, [&](int index) {
      return !passes(list[static_cast<std::size_t>(index)], path.steps[depth]);
    });
  }
  // `[about=authority][-1]`: an index behind a filter picks among what the filter left.
  if (step.kind == Step::Kind::where && next_is(Step::Kind::index)) {
    const int asked = path.steps[depth + 1].index;
    const auto count = static_cast<int>(wanted.size());
    const int pick = asked < 0 ? count + asked : asked;
    wanted = pick >= 0 && pick < count ? std::vector{wanted[static_cast<std::size_t>(pick)]}
                                       : std::vector<int>{};
    ++depth;
  }
  for (const int index : wanted) {
    enter(index);
  }
}

} // namespace

std::vector<Found> matches(const Value& root, const Path& path) {
  std::vector<Found> found;
  Path taken;
  collect(root, path, 0, taken, found);
  return found;
}

const Value* at(const Value& root, std::string_view path) {
  return at(root, path_of(path));
}

const Value* at(const Value& root, const Path& path) {
  const auto found = matches(root, path);
  return found.size() == 1 ? found.front().value : nullptr;
}

Span place_of(const Value& root, const Path& path) {
  for (auto above = path; !above.steps.empty(); above.steps.pop_back()) {
    if (const auto* value = at(root, above); value != nullptr && value->span.line > 0) {
      return value->span;
    }
  }
  return root.span;
}

bool put(Value& root, const Path& path, Value value) {
  auto* here = &root;
  for (const auto& step : path.steps) {
    if (step.kind == Step::Kind::key) {
      if (!here->is_map() && !here->is_null()) {
        return false;
      }
      if (here->find(step.key) == nullptr) {
        here->set(step.key, Value());
      }
      here = here->find(step.key);
      continue;
    }
    const auto index = static_cast<std::size_t>(step.index);
    if (here->is_null()) {
      *here = Value(List{});
    }
    if (step.kind != Step::Kind::index || !here->is_list() || index > here->as_list().size()) {
      return false;
    }
    if (index == here->as_list().size()) {
      here->as_list().emplace_back();
    }
    here = &here->as_list()[index];
  }
  *here = std::move(value);
  return true;
}

} // namespace core
