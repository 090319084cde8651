// SPDX-License-Identifier: MIT
#include "yaml/meaning.hpp"

#include <algorithm>
#include <cmath>

namespace yaml {

namespace {

using core::Step;
using core::Value;

Value* item_at(Value& value, int index) {
  if (!value.is_list() || index < 0 || static_cast<std::size_t>(index) >= value.as_list().size()) {
    return nullptr;
  }
  return &value.as_list()[static_cast<std::size_t>(index)];
}

// The value that a path names; missing maps on the way are made, and the value itself,
// as null, when its key is missing.
Value* made_at(Value& root, const core::Path& path) {
  auto* value = &root;
  for (const auto& step : path.steps) {
    if (step.kind == Step::Kind::index) {
      value = item_at(*value, step.index);
    } else if (step.kind == Step::Kind::key && (value->is_map() || value->is_null())) {
      if (value->find(step.key) == nullptr) {
        value->set(step.key, {});
      }
      value = value->find(step.key);
    } else {
      value = nullptr;
    }
    if (value == nullptr) {
      return nullptr;
    }
  }
  return value;
}

} // namespace

bool set_at(Value& root, const core::Path& path, const Value& value) {
  auto* const place = made_at(root, path);
  if (place != nullptr) {
    *place = value;
  }
  return place != nullptr;
}

bool append_at(Value& root, const core::Path& path, const Value& value) {
  auto* const place = made_at(root, path);
  if (place == nullptr || (!place->is_null() && !place->is_list())) {
    return false;
  }
  if (place->is_null()) {
    *place = core::List{};
  }
  place->as_list().push_back(value);
  return true;
}

bool erase_at(Value& root, const core::Path& path) {
  if (path.steps.empty() || value_at(root, path) == nullptr) {
    return false;
  }
  auto* const outer = made_at(root, {{path.steps.begin(), path.steps.end() - 1}});
  const auto& step = path.steps.back();
  if (step.kind == Step::Kind::key) {
    outer->erase(step.key);
  } else {
    outer->as_list().erase(outer->as_list().begin() + step.index);
  }
  return true;
}

const Value* value_at(const Value& root, const core::Path& path) {
  const auto* value = &root;
  for (const auto& step : path.steps) {
    if (step.kind == Step::Kind::key) {
      value = value->find(step.key);
    } else {
      value = step.kind == Step::Kind::index ? item_at(const_cast<Value&>(*value), step.index)
                                             : nullptr;
    }
    if (value == nullptr) {
      return nullptr;
    }
  }
  return value;
}

bool is_same(const Value& a, const Value& b) {
  if (a.is_real() && b.is_real()) {
    return a.as_real() == b.as_real() || (std::isnan(a.as_real()) && std::isnan(b.as_real()));
  }
  if (a.is_list() && b.is_list()) {
    return std::equal(a.as_list().begin(), a.as_list().end(), b.as_list().begin(),
                      b.as_list().end(), is_same);
  }
  if (a.is_map() && b.is_map()) {
    return std::equal(
        a.as_map().begin(), a.as_map().end(), b.as_map().begin(), b.as_map().end(),
        [](const auto& m, const auto& n) { return m.key == n.key && is_same(m.value, n.value); });
  }
  return a == b;
}

} // namespace yaml
