// SPDX-License-Identifier: MIT
#include "cmd/letter_view.hpp"

#include <algorithm>

#include "cmd/letter_facts.hpp"
#include "cmd/notify_draft_words.hpp"
#include "cmd/process.hpp"
#include "core/checklist.hpp"
#include "core/organisation.hpp"
#include "core/plan.hpp"
#include "core/state.hpp"
#include "letters/casing.hpp"

namespace cmd {

namespace {

using core::Value;
using letters::View;

void set_text(View& view, const std::string& key, const std::string& text) {
  if (!text.empty()) {
    view.set(key, text_view(text));
  }
}

View role_view(Env& env, const std::string& key, const Value& role) {
  View view;
  set_text(view, "title", role_called(env, key));
  if (core::is_held(Value(role.text("holder")))) {
    set_text(view, "holder", role.text("holder"));
  }
  set_text(view, "contact", role.text("contact"));
  set_text(view, "out_of_hours", role.text("out_of_hours"));
  return view;
}

View contact_view(Env& env, const core::Member& role) {
  auto view = role_view(env, role.key, role.value);
  const auto* organisation = env.book().organisation().find("organisation");
  if (view.find("contact") == nullptr && organisation != nullptr) {
    set_text(view, "contact", organisation->text("contact"));
  }
  return view;
}

// The roles by their names, and by what they are where none is called so.
View roles_view(Env& env) {
  View view;
  const auto& organisation = env.book().organisation();
  for (const auto& role : core::roles_of(organisation).as_map()) {
    view.set(role.key, role_view(env, role.key, role.value));
  }
  for (const auto& [what, role] : core::first_roles(organisation)) {
    if (view.find(what) == nullptr) {
      view.set(what, role_view(env, role->key, role->value));
    }
  }
  if (const auto* point = core::contact_point(organisation)) {
    view.set("contact_point", contact_view(env, *point));
  }
  return view;
}

// Telephone numbers and addresses outside the organisation: police, Datatilsynet.
View contacts_view(Env& env) {
  std::vector<View> entries;
  const auto* contacts = env.book().organisation().find("contacts");
  for (const auto& contact :
       contacts != nullptr && contacts->is_map() ? contacts->as_map() : core::Map{}) {
    View entry;
    const auto name = env.texts().word("letter", "contacts", contact.key);
    set_text(entry, "name", name.empty() ? contact.key : name);
    set_text(entry, "number", contact.value.to_text());
    entries.push_back(std::move(entry));
  }
  return list_view(env, std::move(entries));
}

View organisation_view(Env& env) {
  View view;
  const auto* organisation = env.book().organisation().find("organisation");
  for (const auto* key : {"name", "number", "address", "contact"}) {
    set_text(view, key, organisation != nullptr ? organisation->text(key) : "");
  }
  return view;
}

View case_view(Env& env, const casebook::Case& one) {
  View view;
  const auto* archive = one.root.find("archive");
  const auto number = archive != nullptr ? archive->text("case_no") : "";
  set_text(view, "id", one.id);
  set_text(view, "title", one.root.text("title"));
  set_text(view, "kind", env.kind_text(one.kind(), {"title"}));
  view.set("status", fact_view(env, one.kind(), "status", Value(one.root.text("status"))));
  set_text(view, "reference", number.empty() ? one.id : number);
  view.set("received", fact_view(env, one.kind(), "received", Value(one.root.text("received"))));
  return view;
}

View letter_words(Env& env, const letters::Template& one, const LetterWish& wish) {
  View view;
  set_text(view, "date", wording_of(env).date(wish.date));
  set_text(view, "language", one.language);
  set_text(view, "template", one.name);
  set_text(view, "version", std::to_string(one.version));
  if (wish.number) {
    set_text(view, "number", std::to_string(*wish.number + 1));
  }
  set_text(view, "code", wish.code);
  view.set("draft", View::of_truth(wish.code.empty()));
  return view;
}

View recipient_view(const std::vector<std::string>& to) {
  View view;
  set_text(view, "name", to.front());
  View lines;
  lines.is_list = true;
  for (std::size_t at = 1; at < to.size(); ++at) {
    lines.entries.push_back(View::of_text(to[at]));
  }
  view.set("lines", std::move(lines));
  return view;
}

// Of what was decided, the newest that holds for the group: about it, or about all.
const Value* decision_for(const Value& standing, const std::string& about, const Value* group) {
  const Value* newest = nullptr;
  for (const auto* decision : core::newest_decisions(standing, about)) {
    const auto named = decision->text("group");
    const bool fits = named.empty() || group == nullptr || named == core::group_key(*group) ||
                      named == group->text("group");
    if (fits && (newest == nullptr || newest < decision)) { // entries of one list, in its order
      newest = decision;
    }
  }
  return newest;
}

View decisions_view(Env& env, const std::string& kind, const Value& standing, const Value* group) {
  View view;
  const auto& plan = env.book().kinds().kind(kind).assessment;
  for (const auto& [about, result] : plan ? plan->answers : decltype(plan->answers){}) {
    if (const auto* decision = decision_for(standing, about, group)) {
      view.set(about, fact_view(env, kind, "decisions", *decision));
    }
  }
  return view;
}

View told_view(Env& env, const std::string& kind, const Value& standing) {
  View view;
  for (const auto& notice : standing.list("notifications")) {
    view.set(notice.text("recipient"), fact_view(env, kind, "notifications", notice));
  }
  return view;
}

View answer_view(Env& env, const std::string& kind, const core::Conclusion& answer) {
  View view;
  const auto verdict = core::name_of(answer.verdict);
  view.set("answer", choice_view(verdict, env.say("verdict." + verdict)));
  std::string reason;
  for (const auto& id : answer.reasons) {
    reason += (reason.empty() ? "" : "; ") + env.kind_text(kind, {"reasons", id});
  }
  set_text(view, "reason", reason);
  set_text(view, "source", env.source(answer.source));
  std::vector<std::string> needs;
  for (const auto& cause : answer.open) {
    const auto label = letters::within_sentence(env.field(kind, cause.path));
    if (std::find(needs.begin(), needs.end(), label) == needs.end()) {
      needs.push_back(label);
    }
  }
  view.set("needs", words_view(env, needs));
  return view;
}

View proposal_view(Env& env, const casebook::Case& one) {
  const auto& kind = env.book().kinds().kind(one.kind());
  View view;
  const auto assessment = env.book().assess(one);
  const auto set_level = [&](const std::string& key, const std::string& result,
                             const std::vector<std::string>& possible) {
    if (possible.size() == 1) {
      view.set(key,
               choice_view(possible.front(), env.kind_text(one.kind(), {"results", result, "values",
                                                                        possible.front()})));
    }
  };
  set_level("level", kind.assessment->level, assessment.levels);
  set_level("category", kind.assessment->category, assessment.categories);
  for (const auto& answer : assessment.answers) {
    view.set(answer.about, answer_view(env, one.kind(), answer));
  }
  return view;
}

View clocks_view(Env& env, const casebook::Case& one) {
  View view;
  view.holds = false;
  const auto wording = wording_of(env);
  for (const auto& clock : env.book().clocks(one)) {
    view.holds = true;
    const auto& id = clock.rule->id;
    const auto name = id.substr(id.rfind('.') + 1);
    if (view.find(name) != nullptr) {
      continue; // of several, the first
    }
    View words;
    if (clock.due) {
      set_text(words, "due", wording.time(*clock.due));
    }
    const auto state = core::name_of(clock.state);
    words.set("state", choice_view(state, env.texts().say("letter", "clock." + state)));
    view.set(name, std::move(words));
  }
  return view;
}

View field_view(Env& env, const std::string& kind, const core::Form& form,
                const core::Filled& filled) {
  View view;
  const auto label = draft_label(env, kind, form, *filled.field);
  set_text(view, "label", label.ends_with('?') ? label : label + ":");
  set_text(view, "text",
           filled.state == core::FieldState::undeterminable && filled.value.is_null()
               ? env.texts().say("letter", "undeterminable", {{"why", filled.why}})
               : draft_words(env, kind, form, filled,
                             [&](core::Instant instant) { return wording_of(env).time(instant); }));
  view.set("is_gap", View::of_truth(filled.is_gap()));
  return view;
}

// The groups of a form, as far as they say or lack something.
View form_view(Env& env, const casebook::Case& one, const letters::Template& asking) {
  const auto& forms = env.book().kinds().forms(one.kind());
  const auto form = std::find_if(forms.begin(), forms.end(), [&](const core::Form& candidate) {
    return candidate.name == asking.form;
  });
  View view;
  if (form == forms.end()) {
    return view;
  }
  core::Occasion occasion;
  occasion.recipient = form->recipients.front();
  auto& book = env.book();
  const auto draft =
      core::draft_of(*form, {one.root, book.organisation(), book.now(), book.zone(), occasion});
  view.set("phase", choice_view(draft.phase, draft.phase));
  view.set("notice", choice_view(draft.kind, draft.kind));
  set_text(view, "reference", draft.reference);
  std::vector<View> groups;
  std::size_t at = 0;
  for (const auto& group : form->groups) {
    std::vector<View> fields;
    for (const auto end = at + group.fields.size(); at < end; ++at) {
      const auto& filled = draft.fields[at];
      if (filled.visible() && (!filled.value.is_null() || filled.is_gap() ||
                               filled.state == core::FieldState::undeterminable)) {
        fields.push_back(field_view(env, one.kind(), *form, filled));
      }
    }
    if (!fields.empty()) {
      View words;
      set_text(words, "title",
               env.kind_text(one.kind(), {"drafts", form->name, "groups", group.id}));
      words.set("fields", list_view(env, std::move(fields)));
      groups.push_back(std::move(words));
    }
  }
  view.set("groups", list_view(env, std::move(groups)));
  return view;
}

View checklists_view(Env& env, const casebook::Case& one, const Value& state) {
  auto& book = env.book();
  const auto& kind = book.kinds().kind(one.kind());
  const auto wording = wording_of(env);
  View view;
  for (const auto& list : kind.checklists) {
    std::vector<View> items;
    for (const auto& standing :
         core::standing_of(kind, list.name, one.root, book.organisation(), state, book.now())) {
      View item;
      set_text(item, "text",
               env.kind_text(one.kind(), {"checklists", list.name, standing.item->id}));
      const auto name = core::name_of(standing.state);
      item.set("state", choice_view(name, env.say("process." + name)));
      set_text(item, "at", standing.at ? wording.time(*standing.at) : "");
      set_text(item, "source", env.source(standing.item->source));
      items.push_back(std::move(item));
    }
    view.set(list.name, list_view(env, std::move(items)));
  }
  return view;
}

View history_view(Env& env, const casebook::Case& one) {
  const auto wording = wording_of(env);
  std::vector<View> entries;
  for (const auto& event : happened(env, one)) {
    if (!event.is_corrected) {
      View entry;
      set_text(entry, "at", wording.time(event.at));
      const auto id = std::string(event.what.empty() ? "nothing." : "") + event.list;
      set_text(entry, "text", env.texts().say("letter", "history." + id, {{"what", event.what}}));
      entries.push_back(std::move(entry));
    }
  }
  return list_view(env, std::move(entries));
}

// What stands in the case, and what follows from it.
void add_case(Env& env, const letters::Template& one, const LetterWish& wish, View& view) {
  const auto& asked = *wish.one;
  const auto kind = asked.kind();
  const auto standing = core::without_corrected(asked.root);
  for (const auto& member : standing.as_map()) {
    view.set(member.key, fact_view(env, kind, member.key, member.value));
  }
  view.set("case", case_view(env, asked));
  const Value* group = nullptr;
  if (wish.group) {
    group = &standing.list("subjects").at(*wish.group);
    auto& words = view.set("group", fact_view(env, kind, "subjects", *group));
    // What a group does not say of its own data is what the case says of all.
    if (const auto* types = letters::at(view, "data.types");
        types != nullptr && words.find("types") == nullptr) {
      auto copy = *types;
      view.set("group", fact_view(env, kind, "subjects", *group)).set("types", std::move(copy));
    }
  }
  view.set("decision", decisions_view(env, kind, standing, group));
  view.set("told", told_view(env, kind, standing));
  if (env.book().kinds().kind(kind).assessment) {
    view.set("proposal", proposal_view(env, asked));
  }
  view.set("clock", clocks_view(env, asked));
  if (!one.form.empty()) {
    view.set("form", form_view(env, asked, one));
  }
  view.set("checklist", checklists_view(env, asked, env.book().state(asked)));
  view.set("history", history_view(env, asked));
}

} // namespace

std::string signer_of(Env& env, const letters::Template& one, const LetterWish& wish) {
  const auto& organisation = env.book().organisation();
  const auto wanted = wish.by.empty() ? one.signed_by : std::vector<std::string>{wish.by};
  for (const auto& word : wanted) {
    if (core::role_of(organisation, word) != nullptr) {
      return word;
    }
    if (const auto* role = core::first_role(organisation, word)) {
      return role->key;
    }
  }
  return "";
}

letters::View letter_view(Env& env, const letters::Template& one, const LetterWish& wish) {
  View view;
  if (wish.one != nullptr) {
    add_case(env, one, wish, view);
  }
  view.set("org", organisation_view(env));
  view.set("role", roles_view(env));
  view.set("contacts", contacts_view(env));
  view.set("letter", letter_words(env, one, wish));
  if (!wish.to.empty()) {
    view.set("to", recipient_view(wish.to));
  }
  if (const auto signer = signer_of(env, one, wish); !signer.empty()) {
    view.set("signer", role_view(env, signer, *core::role_of(env.book().organisation(), signer)));
  }
  return view;
}

} // namespace cmd
