// SPDX-License-Identifier: MIT
#include "core/draft.hpp"

#include <algorithm>

#include "core/draft_fields.hpp"
#include "core/draft_notice.hpp"
#include "core/state.hpp"
#include "core/world.hpp"

namespace core {

namespace {

std::string reference_of(const std::vector<const Value*>& notices) {
  for (auto notice = notices.rbegin(); notice != notices.rend(); ++notice) {
    if (const auto reference = (*notice)->text("reference"); !reference.empty()) {
      return reference;
    }
  }
  return "";
}

// Everything that fields and their conditions look at.
struct Sources {
  const Value& document;
  const Value& organisation;
  Value state;
  Value notice;
  Value roles;
  Value group;
  Value answers{Map{}}; // of the fields before
};

World world_of_form(const Sources& sources, Instant now) {
  const auto facts =
      world_of(Facts{sources.document, sources.organisation, now, &sources.state, ""});
  const auto look = [facts, &sources](const Path& path) -> Seen {
    const auto& first = path.steps.front().key;
    const std::pair<std::string_view, const Value*> own[] = {{"notice", &sources.notice},
                                                             {"role", &sources.roles},
                                                             {"group", &sources.group},
                                                             {"field", &sources.answers}};
    for (const auto& [name, value] : own) {
      if (first == name && path.steps.size() > 1) {
        return {items_of(*value, rest_of(path), std::string(name) + "."), path.to_text()};
      }
    }
    return facts.look(path);
  };
  return {look, now};
}

bool is_visible(const FormField& field, const World& world) {
  return !field.visible || field.visible->ask(world).truth == Truth::yes;
}

bool is_needed(const FormField& field, const Draft& draft) {
  const bool required = field.required == Required::yes || field.required == Required::if_visible;
  return required && (field.at_once || draft.phase != "withdrawal");
}

// Fill the fields one after the other, so that each sees the answers above it.
void fill(Draft& draft, const Circumstances& by, const Value& document) {
  Sources sources{document,
                  by.organisation,
                  state_of(document, nullptr),
                  notice_of(draft, by, document),
                  named_roles(by.organisation, by.occasion.by),
                  Value(Map{})};
  const auto groups = concerned(document, by.occasion.group);
  if (!by.occasion.group.empty() && !groups.empty()) {
    sources.group = *groups.front();
  }
  const auto world = world_of_form(sources, by.now);
  draft.fields.clear();
  for (const auto& group : draft.form->groups) {
    for (const auto& field : group.fields) {
      Filled filled;
      filled.field = &field;
      filled.state = FieldState::not_applicable;
      if (is_visible(field, world)) {
        filled = filled_field(field, {world, by.zone, draft.phase == "incomplete"});
        filled.needed = is_needed(field, draft);
      }
      if (!filled.value.is_null()) {
        sources.answers.set(field.id, filled.value);
      }
      draft.fields.push_back(std::move(filled));
    }
  }
}

} // namespace

std::string name_of(FieldState state) {
  switch (state) {
  case FieldState::known:
    return "known";
  case FieldState::unknown:
    return "unknown";
  case FieldState::undeterminable:
    return "undeterminable";
  case FieldState::missing:
    return "missing";
  case FieldState::not_applicable:
    break;
  }
  return "not_applicable";
}

bool Filled::is_gap() const {
  return needed &&
         (state == FieldState::unknown || state == FieldState::missing || value.is_null());
}

std::vector<const Filled*> Draft::gaps() const {
  std::vector<const Filled*> gaps;
  for (const auto& filled : fields) {
    if (filled.is_gap()) {
      gaps.push_back(&filled);
    }
  }
  return gaps;
}

const Filled* Draft::find(std::string_view id) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Filled& one) { return one.field->id == id; });
  return found != fields.end() ? &*found : nullptr;
}

std::vector<const Value*> notices_to(const Value& standing, const Occasion& occasion) {
  std::vector<const Value*> notices;
  for (const auto& one : standing.list("notifications")) {
    if (one.text("recipient") == occasion.recipient &&
        (occasion.group.empty() || one.text("group") == occasion.group)) {
      notices.push_back(&one);
    }
  }
  return notices;
}

Draft draft_of(const Form& form, const Circumstances& by) {
  const auto document = without_corrected(by.document);
  const auto notices = notices_to(document, by.occasion);
  const auto& asked = by.occasion.phase;
  Draft draft;
  draft.form = &form;
  const bool follows = !notices.empty() || asked == "follow_up" || asked == "withdrawal";
  draft.kind = follows ? "follow_up" : "new";
  draft.reference = reference_of(notices);
  const bool is_given = asked == "withdrawal" || asked == "complete";
  draft.phase = is_given ? asked : "incomplete";
  fill(draft, by, document);
  // Nothing that is not known is left open: it can be given as complete.
  if (!is_given && asked != "incomplete" && draft.gaps().empty()) {
    draft.phase = "complete";
    fill(draft, by, document);
  }
  return draft;
}

} // namespace core
