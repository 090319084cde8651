// SPDX-License-Identifier: MIT
#include "core/draft.hpp"

#include <algorithm>

#include "core/checks.hpp"
#include "core/draft_fields.hpp"
#include "core/organisation.hpp"
#include "core/plan.hpp"
#include "core/workflow.hpp"
#include "core/world.hpp"

namespace core {

namespace {

// A role that nobody holds has no holder to name.
Value filled_role(Value role) {
  const auto* holder = role.find("holder");
  if (holder != nullptr && !is_held(*holder)) {
    role.erase("holder");
  }
  return role;
}

// The roles of pvtool.yaml by what they are ("dpo"), `contact_point`, and `sender`: who gives the
// notice.
Value named_roles(const Value& organisation, const std::string& by) {
  Value named{Map{}};
  for (const auto& [what, role] : first_roles(organisation)) {
    named.set(what, filled_role(role->value));
  }
  const auto& senders = organisation.list("send_to_authority");
  const auto sender = by.empty() && !senders.empty() ? senders.front().to_text() : by;
  if (const auto* role = sender.empty() ? nullptr : role_of(organisation, sender)) {
    auto value = filled_role(*role);
    if (value.find("title") == nullptr) {
      value.set("title", Value(sender));
    }
    named.set("sender", std::move(value));
  }
  if (const auto* point = contact_point(organisation)) {
    named.set("contact_point", filled_role(point->value));
  }
  return named;
}

// Whether it began and ended on one day.
bool on_one_day(const Value& document, const Zone& zone) {
  const auto day = [&](std::string_view path) -> std::optional<Date> {
    const auto* value = at(document, path);
    const auto time =
        value != nullptr && value->is_string() ? parsed_time(value->as_string()) : std::nullopt;
    return time ? std::optional(day_of(time->instant, zone)) : std::nullopt;
  };
  const auto from = day("times.occurred.from");
  return from && from == day("times.occurred.to");
}

std::string reference_of(const std::vector<const Value*>& notices) {
  for (auto notice = notices.rbegin(); notice != notices.rend(); ++notice) {
    if (const auto reference = (*notice)->text("reference"); !reference.empty()) {
      return reference;
    }
  }
  return "";
}

// Why the newest notice that withdraws another was given, where the case has it.
std::string withdrawal_reason(const Value& document, const std::string& recipient) {
  std::string reason;
  for (const auto& one : document.list("notifications")) {
    if (one.text("recipient") == recipient && one.text("phase") == "withdrawal") {
      reason = one.text("reason");
    }
  }
  return reason;
}

// The number of the document that went with the newest message to people; -1 when none did.
std::int64_t message_number(const Value& document) {
  const auto* number = at(document, "notifications[recipient=people][-1].document");
  const auto size = static_cast<std::int64_t>(document.list("documents").size());
  const auto index = number != nullptr && number->is_integer() ? number->as_integer() : -1;
  return index < size ? index : -1;
}

// The documents by their templates: the message to people, and the others.
void add_documents(Value& notice, const Value& document) {
  const auto message = message_number(document);
  List others;
  std::int64_t index = 0;
  for (const auto& one : document.list("documents")) {
    const auto name = one.text("template");
    const bool corrected =
        is_corrected(document, path_of("documents[" + std::to_string(index) + "]"));
    if (index++ == message) {
      notice.set("message", Value(name));
    } else if (!name.empty() && !corrected) {
      others.emplace_back(name);
    }
  }
  notice.set("attachments", Value(std::move(others)));
}

// The groups that the notice is about: the one that is named, else all.
std::vector<const Value*> concerned(const Value& document, const std::string& group) {
  std::vector<const Value*> groups;
  for (const auto& one : document.list("subjects")) {
    if (group.empty() || one.text("group") == group || group_key(one) == group) {
      groups.push_back(&one);
    }
  }
  return groups;
}

// A person with a protected address: `address_open` until it is settled how a message can reach
// them safely, then `safe_channels`, those that do for all of them.
void add_addresses(Value& notice, const std::vector<const Value*>& groups) {
  bool is_open = false;
  bool is_first = true;
  List safe;
  for (const auto* group : groups) {
    const auto* cleared = group->find("address_cleared");
    const auto* is_protected = group->find("protected_address");
    if (cleared != nullptr && cleared->is_map()) {
      const auto& channels = cleared->list("channels");
      const auto lacks = [&](const Value& one) {
        return std::find(channels.begin(), channels.end(), one) == channels.end();
      };
      if (is_first) {
        safe = channels;
      } else {
        std::erase_if(safe, lacks);
      }
      is_open = is_open || safe.empty();
      is_first = false;
    } else if (is_protected != nullptr && !(*is_protected == Value(false))) {
      is_open = true; // one that is not known may be protected
    }
  }
  notice.set("address_open", Value(is_open));
  if (!safe.empty()) {
    notice.set("safe_channels", Value(std::move(safe)));
  }
}

// What forms may ask about the notice, as `notice.`.
Value notice_of(const Draft& draft, const Circumstances& by, const Value& document) {
  Value notice{Map{}};
  const auto set = [&](std::string_view key, const std::string& text) {
    if (!text.empty()) {
      notice.set(key, Value(text));
    }
  };
  set("kind", draft.kind);
  set("phase", draft.phase);
  set("reference", draft.reference);
  const auto& text = by.occasion.text;
  set("text", text.empty() ? withdrawal_reason(document, by.occasion.recipient) : text);
  set("why_late", by.occasion.why_late);
  add_documents(notice, document);
  add_addresses(notice, concerned(document, by.occasion.group));
  List decisions;
  for (const auto* decision : newest_decisions(document, "people")) {
    decisions.push_back(*decision);
  }
  notice.set("decisions", Value(std::move(decisions)));
  notice.set("all_told", Value(all_groups_told(document)));
  notice.set("late", Value(by.occasion.late));
  notice.set("one_day", Value(on_one_day(document, by.zone)));
  return notice;
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
