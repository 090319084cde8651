// SPDX-License-Identifier: MIT
#include "letters/view.hpp"

#include <algorithm>

namespace letters {

View View::of_text(std::string text) {
  View view;
  view.holds = !text.empty();
  view.prints = view.holds;
  view.text = std::move(text);
  return view;
}

View View::of_truth(bool holds) {
  View view;
  view.holds = holds;
  return view;
}

const View* View::find(std::string_view key) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const auto& member) { return member.first == key; });
  return found == members.end() ? nullptr : &found->second;
}

View& View::set(std::string key, View view) {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const auto& member) { return member.first == key; });
  if (found != members.end()) {
    found->second = std::move(view);
    return found->second;
  }
  return members.emplace_back(std::move(key), std::move(view)).second;
}

const View* at(const View& root, std::string_view name) {
  const View* view = &root;
  while (view != nullptr && !name.empty()) {
    const auto dot = name.find('.');
    const auto* below = view->find(name.substr(0, dot));
    if (below == nullptr && view->is_open()) {
      return view; // what is below something open is open with it
    }
    view = below;
    name = dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1);
  }
  return view;
}

} // namespace letters
