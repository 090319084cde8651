// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "casebook/data.hpp"
#include "casebook/past.hpp"
#include "cmd/letter.hpp"
#include "cmd/notify.hpp"
#include "cmd/notify_draft_page.hpp"
#include "cmd/notify_draft_words.hpp"
#include "cmd/say.hpp"
#include "core/draft.hpp"
#include "core/plan.hpp"
#include "core/state.hpp"

namespace cmd {

namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

bool is_for(const core::Form& form, const std::string& recipient) {
  return std::find(form.recipients.begin(), form.recipients.end(), recipient) !=
         form.recipients.end();
}

std::string known_recipients(const std::vector<core::Form>& forms) {
  std::vector<std::string> known;
  for (const auto& form : forms) {
    known.insert(known.end(), form.recipients.begin(), form.recipients.end());
  }
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  return joined(known);
}

// The form that is asked for, or the one that is meant for the recipient.
const core::Form& form_for(const std::vector<core::Form>& forms, const std::string& recipient,
                           const std::string& name) {
  std::vector<std::string> known;
  for (const auto& form : forms) {
    if (!is_for(form, recipient)) {
      continue;
    }
    known.push_back(form.name);
    if (name.empty() ? form.is_default : form.name == name) {
      return form;
    }
  }
  if (known.empty()) {
    throw core::Error(core::Exit::usage,
                      recipient.empty() ? "draft-recipient-missing" : "draft-without-form",
                      {{"recipient", recipient}, {"known", known_recipients(forms)}});
  }
  throw core::Error(core::Exit::usage, "draft-unknown-form",
                    {{"form", name}, {"recipient", recipient}, {"known", joined(known)}});
}

// Whether the limit of the notice has passed.
bool is_late(const casebook::Book& book, const casebook::Case& one, const core::Form& form) {
  const auto clocks = book.clocks(one);
  return std::any_of(clocks.begin(), clocks.end(), [&](const core::Clock& clock) {
    return clock.rule->id == form.clock && clock.due && book.now() > *clock.due;
  });
}

core::Occasion occasion_of(const Arguments& arguments) {
  core::Occasion occasion;
  occasion.recipient = arguments.text("RECIPIENT");
  occasion.group = arguments.text("--group");
  occasion.phase = arguments.text("--phase");
  occasion.text = arguments.text("--text");
  occasion.why_late = arguments.text("--why-late");
  occasion.by = arguments.text("--by");
  return occasion;
}

// A group by its name, or by its name and unit ("patients/Home care").
void refuse_unknown_group(Env& env, const casebook::Case& one, const std::string& group) {
  if (group.empty()) {
    return;
  }
  std::vector<std::string> known;
  const auto know = [&](const std::string& name) {
    if (!name.empty() && std::find(known.begin(), known.end(), name) == known.end()) {
      known.push_back(name);
    }
  };
  for (const auto& subject : one.root.list("subjects")) {
    know(subject.text("group"));
    know(core::group_key(subject));
  }
  if (std::find(known.begin(), known.end(), group) == known.end()) {
    throw core::Error(
        core::Exit::usage, "draft-unknown-group",
        {{"group", group}, {"known", known.empty() ? env.say("draft.nothing") : joined(known)}});
  }
}

void refuse_without_notice(const casebook::Case& one, const core::Occasion& occasion) {
  if (core::notices_to(core::without_corrected(one.root), occasion).empty()) {
    throw core::Error(core::Exit::refused, "draft-never-told",
                      {{"case", one.id}, {"recipient", occasion.recipient}});
  }
}

// What was said then and is said now, field by field; what speaks of the notice itself is left out.
struct Change {
  const core::Filled* then = nullptr;
  const core::Filled* now = nullptr;
};

std::vector<Change> changes_between(const core::Draft& then, const core::Draft& now) {
  std::vector<Change> changes;
  for (std::size_t at = 0; at < now.fields.size(); ++at) {
    const Change change{&then.fields[at], &now.fields[at]};
    if (!change.now->field->of_notice && !(change.then->value == change.now->value)) {
      changes.push_back(change);
    }
  }
  return changes;
}

core::Value change_value(const Change& change) {
  core::Value value{core::Map{}};
  value.set("field", core::Value(change.now->field->id));
  if (!change.then->value.is_null()) {
    value.set("then", change.then->value);
  }
  if (!change.now->value.is_null()) {
    value.set("now", change.now->value);
  }
  return value;
}

void say_change(Env& env, const std::string& kind, const core::Form& form, const Change& change,
                Page& page) {
  const auto words = [&](const core::Filled& filled) {
    const auto text = draft_words(env, kind, form, filled);
    return text.empty() ? env.say("draft.nothing") : text;
  };
  page.line(fmt::format("  {}: {}", draft_label(env, kind, form, *change.now->field),
                        words(*change.now)));
  page.line("      " + env.say("draft.before", {{"text", words(*change.then)}}),
            Page::Style::faint);
}

// The case as it was when the newest notice to the recipient was written.
const casebook::Past::Version& notified_version(const casebook::Past& past,
                                                const core::Occasion& occasion,
                                                const std::string& id) {
  // An entry that corrects another one tells of a notice that was given before.
  const auto count = [&](const core::Value& root) {
    const auto notices = core::notices_to(root, occasion);
    return static_cast<std::size_t>(
        std::count_if(notices.begin(), notices.end(), [](const core::Value* notice) {
          return notice->find("corrects") == nullptr;
        }));
  };
  const auto* version = past.newest_with_more(count);
  if (version == nullptr || version->commit.id.empty()) {
    throw core::Error(core::Exit::refused, "draft-notice-not-committed",
                      {{"case", id}, {"recipient", occasion.recipient}});
  }
  return *version;
}

void say_diff(Env& env, const casebook::Case& one, const core::Draft& now, core::Occasion occasion,
              Result& result) {
  auto& book = env.book();
  const casebook::Past past(book.reg(), one.path);
  const auto& version = notified_version(past, occasion, one.id);
  const auto& commit = version.commit;
  const auto file = std::string(casebook::k_organisation_file);
  const auto text = book.reg().content(commit.id, file);
  const auto organisation = text ? casebook::data_from(*text, file) : book.organisation();
  occasion.phase = "incomplete"; // what was open then is shown as open
  const auto then =
      core::draft_of(*now.form, {version.root, organisation, book.now(), book.zone(), occasion});
  const auto changes = changes_between(then, now);
  const core::Arguments since = {
      {"at", core::notices_to(version.root, occasion).back()->text("at")},
      {"commit", commit.id.substr(0, 10)},
      {"number", std::to_string(changes.size())}};
  result.page.heading(env.say(changes.empty() ? "draft.nothing_new" : "draft.new_since", since));
  core::List values;
  for (const auto& change : changes) {
    say_change(env, one.kind(), *now.form, change, result.page);
    values.push_back(change_value(change));
  }
  result.value.set("case", core::Value(one.id));
  result.value.set("recipient", core::Value(occasion.recipient));
  result.value.set("form", core::Value(now.form->version));
  result.value.set("since", core::Value(commit.id));
  result.value.set("changes", core::Value(std::move(values)));
}

// The command that makes a document of it by a template, or nothing where that is not true of the
// case or cannot be used: what is wrong with a template is no matter of a draft.
std::string letter_command(Env& env, const casebook::Letters& letters, const std::string& name,
                           const casebook::Case& one, const std::string& group) {
  try {
    const auto letter = letters.find(one.kind(), name, env.texts().language());
    const auto of_group =
        letter.per.empty() || group.empty() ? "" : " --group " + quoted_word(group);
    return fits(env, letter, one) ? fmt::format("pvtool letter {} {}{}", one.id, name, of_group)
                                  : "";
  } catch (const core::Error&) {
    return "";
  }
}

std::vector<std::string> letter_commands(Env& env, const casebook::Case& one,
                                         const core::Occasion& occasion) {
  std::vector<std::string> commands;
  const auto letters = letters_of(env);
  for (const auto& name : letters.names_for(one.kind(), occasion.recipient)) {
    const auto command = letter_command(env, letters, name, one, occasion.group);
    if (!command.empty()) {
      commands.push_back(command);
    }
  }
  return commands;
}

// What keeps a notice that is asked for as complete from being so.
void note_incomplete(const casebook::Case& one, const core::Draft& draft, Result& result) {
  const auto gaps = draft.gaps().size();
  if (draft.phase == "complete" && gaps > 0) {
    result.findings.push_back({core::Severity::warning,
                               "draft-incomplete",
                               one.path,
                               0,
                               0,
                               {{"number", std::to_string(gaps)}, {"case", one.id}}});
    result.exit = core::Exit::findings;
  }
}

} // namespace

Result notify_draft(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto one = book.load_good(arguments.text("CASE"));
  auto occasion = occasion_of(arguments);
  const auto& form =
      form_for(book.kinds().forms(one.kind()), occasion.recipient, arguments.text("--form"));
  refuse_unknown_group(env, one, occasion.group);
  if (arguments.has("--diff") || occasion.phase == "follow_up" || occasion.phase == "withdrawal") {
    refuse_without_notice(one, occasion);
  }
  refuse_faulty(env, one);
  occasion.late = is_late(book, one, form);
  Result result;
  const auto draft =
      core::draft_of(form, {one.root, book.organisation(), book.now(), book.zone(), occasion});
  if (arguments.has("--diff")) {
    say_diff(env, one, draft, occasion, result);
    return result;
  }
  say_draft(env, one, draft, occasion, letter_commands(env, one, occasion), result);
  note_incomplete(one, draft, result);
  return result;
}

} // namespace cmd
