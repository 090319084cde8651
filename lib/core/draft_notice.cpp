// SPDX-License-Identifier: MIT
#include "core/draft_notice.hpp"

#include <algorithm>

#include "core/checks.hpp"
#include "core/organisation.hpp"
#include "core/plan.hpp"
#include "core/state.hpp"

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

} // namespace

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

std::vector<const Value*> concerned(const Value& document, const std::string& group) {
  std::vector<const Value*> groups;
  for (const auto& one : document.list("subjects")) {
    if (group.empty() || one.text("group") == group || group_key(one) == group) {
      groups.push_back(&one);
    }
  }
  return groups;
}

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

} // namespace core
