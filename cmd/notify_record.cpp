// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "cmd/notify.hpp"
#include "cmd/say.hpp"
#include "core/near.hpp"
#include "core/organisation.hpp"
#include "yaml/edit.hpp"

namespace cmd {

namespace {

[[noreturn]] void refuse_word(const std::string& option, const std::string& word,
                              const std::vector<std::string>& known) {
  const auto near = core::nearest(word, known);
  std::string all;
  for (const auto& one : known) {
    all += (all.empty() ? "" : ", ") + one;
  }
  throw core::Error(core::Exit::usage, "no-such-word",
                    {{"option", option},
                     {"word", word},
                     {"near", near.empty() || near == word ? "" : near},
                     {"known", all}});
}

// A word of the schema's own list at a place, such as a channel.
core::Value word_at(Env& env, const std::string& kind, const std::string& path,
                    const std::string& option, const std::string& word) {
  const auto shape = env.book().kinds().schema(kind).shape(core::path_of(path));
  const auto known = shape ? shape->choices : std::vector<std::string>{};
  if (std::find(known.begin(), known.end(), word) == known.end()) {
    refuse_word(option, word, known);
  }
  return core::Value(word);
}

std::vector<std::string> role_names(const core::Value& organisation) {
  std::vector<std::string> names;
  for (const auto& role : core::roles_of(organisation).as_map()) {
    names.push_back(role.key);
  }
  return names;
}

core::Value role_named(Env& env, const std::string& option, const std::string& role) {
  const auto known = role_names(env.book().organisation());
  if (std::find(known.begin(), known.end(), role) == known.end()) {
    refuse_word(option, role, known);
  }
  return core::Value(role);
}

core::Value number_of(const std::string& option, const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0) {
    throw core::Error(core::Exit::usage, "no-number", {{"option", option}, {"value", text}});
  }
  return core::Value(number);
}

// Whom RECIPIENT means: a word of the schema, or a role of pvtool.yaml, which is one of those words
// when the file says what the role is, and else "other".
void set_recipient(Env& env, const std::string& kind, const std::string& word, core::Value& entry) {
  const auto shape =
      env.book().kinds().schema(kind).shape(core::path_of("notifications.recipient"));
  auto known = shape ? shape->choices : std::vector<std::string>{};
  const auto is_recipient = [&](const std::string& one) {
    return std::find(known.begin(), known.end(), one) != known.end();
  };
  const auto names = role_names(env.book().organisation());
  const bool is_role = std::find(names.begin(), names.end(), word) != names.end();
  if (!is_role && !is_recipient(word)) {
    known.insert(known.end(), names.begin(), names.end());
    refuse_word("RECIPIENT", word, known);
  }
  entry.erase("role"); // of the entry that is corrected
  if (!is_role) {
    entry.set("recipient", core::Value(word));
    return;
  }
  const auto& role = *core::role_of(env.book().organisation(), word);
  // Our own controller is our management; the recipient of that name is another organisation.
  const auto is = role.text("is") == "controller" ? std::string("management") : role.text("is");
  entry.set("recipient", core::Value(is_recipient(word) ? word : is_recipient(is) ? is : "other"));
  if (role.text("appointed") != "outside") {
    entry.set("role", core::Value(word));
  }
}

// What each option says of an entry.
struct Said {
  enum class As { role, word, text, number };
  const char* option;
  const char* key;
  As as;
};
constexpr Said k_said[] = {{"--group", "group", Said::As::text},
                           {"--role", "role", Said::As::role},
                           {"--by", "by", Said::As::role},
                           {"--channel", "channel", Said::As::word},
                           {"--how", "how", Said::As::text},
                           {"--phase", "phase", Said::As::word},
                           {"--reason", "reason", Said::As::text},
                           {"--reference", "reference", Said::As::text},
                           {"--number", "number", Said::As::number},
                           {"--not-reached", "not_reached", Said::As::text},
                           {"--not-reached-number", "not_reached_number", Said::As::number},
                           {"--why-late", "why_late", Said::As::text},
                           {"--document", "document", Said::As::number}};

core::Value value_of(Env& env, const std::string& kind, const Said& said, const std::string& text) {
  switch (said.as) {
  case Said::As::role:
    return role_named(env, said.option, text);
  case Said::As::word:
    return word_at(env, kind, fmt::format("notifications.{}", said.key), said.option, text);
  case Said::As::number:
    return number_of(said.option, text);
  case Said::As::text:
    break;
  }
  return core::Value(text);
}

// The entry that is corrected, which the new one starts from; it stands as it is.
core::Value corrected(const casebook::Case& one, const std::string& text) {
  const auto& earlier = one.root.list("notifications");
  const auto number = number_of("--corrects", text);
  if (static_cast<std::size_t>(number.as_integer()) >= earlier.size()) {
    throw core::Error(core::Exit::usage, "no-such-notification",
                      {{"number", text}, {"count", std::to_string(earlier.size())}});
  }
  auto entry = earlier[static_cast<std::size_t>(number.as_integer())];
  entry.set("corrects", number);
  return entry;
}

// The groups of the case, as decisions and messages name them: "students", "students/Unit".
void refuse_strange_group(const casebook::Case& one, const std::string& group) {
  std::vector<std::string> known;
  for (const auto& subject : one.root.list("subjects")) {
    known.push_back(subject.text("group"));
    if (!subject.text("unit").empty()) {
      known.push_back(subject.text("group") + "/" + subject.text("unit"));
    }
  }
  if (std::find(known.begin(), known.end(), group) == known.end()) {
    refuse_word("--group", group, known);
  }
}

core::Value entry_of(Env& env, const Arguments& arguments, const casebook::Case& one) {
  const bool corrects = arguments.has("--corrects");
  auto entry = corrects ? corrected(one, arguments.text("--corrects")) : core::Value(core::Map{});
  if (!arguments.text("RECIPIENT").empty()) {
    set_recipient(env, one.kind(), arguments.text("RECIPIENT"), entry);
  }
  if (arguments.has("--at") || !corrects) {
    const auto at = arguments.has("--at") ? arguments.text("--at") : "now";
    entry.set("at", core::Value(time_text(at, env.book())));
  }
  if (arguments.has("--group") && entry.text("recipient") == "people") {
    refuse_strange_group(one, arguments.text("--group"));
  }
  for (const auto& said : k_said) {
    if (arguments.has(said.option)) {
      entry.set(said.key, value_of(env, one.kind(), said, arguments.text(said.option)));
    }
  }
  return entry;
}

// A document that was made for somebody else tells this recipient nothing.
void refuse_strange_document(const casebook::Case& one, const core::Value& entry) {
  const auto* number = entry.find("document");
  const auto& documents = one.root.list("documents");
  if (number == nullptr || !number->is_integer() ||
      static_cast<std::size_t>(number->as_integer()) >= documents.size()) {
    return; // what is not there is a finding of the case
  }
  const auto made_for = documents[static_cast<std::size_t>(number->as_integer())].text("recipient");
  if (!made_for.empty() && made_for != entry.text("recipient")) {
    throw core::Error(core::Exit::usage, "document-for-another",
                      {{"number", number->to_text()}, {"recipient", made_for}});
  }
}

// A notice to the authority is complete or not: nobody but the sender knows which.
void refuse_vague(const std::vector<core::Form>& forms, const core::Value& entry) {
  if (entry.find("recipient") == nullptr) {
    throw core::Error(core::Exit::usage, "record-whom");
  }
  if (core::asks_phase(forms, entry.text("recipient")) && entry.find("phase") == nullptr) {
    throw core::Error(core::Exit::usage, "record-which-phase");
  }
}

// What one entry of a list is called by people: "people/students", "management (director)".
std::string told_name(Env& env, const std::string& kind, const core::Value& entry) {
  const auto whom =
      env.value_label(kind, "notifications.recipient", core::Value(entry.text("recipient")));
  const auto more = entry.text("group").empty() ? entry.text("role") : entry.text("group");
  return more.empty() ? whom : fmt::format("{} ({})", whom, more);
}

// The number of a question or an order as people count them, from 1.
std::size_t letter_number(const std::string& text, const casebook::Case& one) {
  const auto number = number_of("RECIPIENT", text).as_integer();
  const auto count = one.root.list("correspondence").size();
  if (number < 1 || static_cast<std::size_t>(number) > count) {
    throw core::Error(core::Exit::usage, "no-such-letter",
                      {{"number", text}, {"count", std::to_string(count)}});
  }
  return static_cast<std::size_t>(number) - 1;
}

// What the change left to say: what is wrong with the case now, and the next step.
void say_rest(Env& env, const casebook::Done& done, Result& result) {
  say_done(env, done, result);
  result.findings = env.book().judge(done.changed);
  result.exit = exit_of(result.findings);
  say_next(env, done.changed, result);
}

} // namespace

Result notify_record(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto before = book.load_good(arguments.text("CASE"));
  const auto entry = entry_of(env, arguments, before);
  refuse_vague(book.kinds().forms(before.kind()), entry);
  refuse_strange_document(before, entry);
  const auto what = fmt::format("record {}", entry.text("recipient"));
  const auto done =
      book.change(before.path, {"notify", what, {}, false}, [&](const casebook::Case& one) {
        return yaml::with_appended(one.text, core::path_of("notifications"), entry);
      });
  Result result;
  result.value.set("recorded", entry);
  result.value.set(
      "number", core::Value(static_cast<int>(done.changed.root.list("notifications").size() - 1)));
  result.page.line(env.say("notify.recorded", {{"whom", told_name(env, done.changed.kind(), entry)},
                                               {"at", entry.text("at")}}));
  say_rest(env, done, result);
  return result;
}

Result notify_received(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto before = book.load_good(arguments.text("CASE"));
  core::Value entry;
  const auto at = arguments.has("--at") ? arguments.text("--at") : "now";
  entry.set("at", core::Value(time_text(at, book)));
  entry.set("as",
            word_at(env, before.kind(), "correspondence.as", "TYPE", arguments.text("RECIPIENT")));
  for (const auto* option : {"--text", "--reference"}) {
    if (arguments.has(option)) {
      entry.set(option + 2, core::Value(arguments.text(option)));
    }
  }
  if (arguments.has("--due")) {
    const auto due = arguments.text("--due");
    entry.set("due", core::Value(core::parsed_date(due) ? due : time_text(due, book)));
  }
  const auto done =
      book.change(before.path, {"notify", fmt::format("received {}", entry.text("as")), {}, false},
                  [&](const casebook::Case& one) {
                    return yaml::with_appended(one.text, core::path_of("correspondence"), entry);
                  });
  const auto number = done.changed.root.list("correspondence").size();
  Result result;
  result.value.set("number", core::Value(static_cast<int>(number)));
  result.page.line(env.say(entry.text("due").empty() ? "notify.received" : "notify.received_due",
                           {{"what", env.value_label(done.changed.kind(), "correspondence.as",
                                                     core::Value(entry.text("as")))},
                            {"number", std::to_string(number)},
                            {"due", entry.text("due")}}));
  say_rest(env, done, result);
  return result;
}

Result notify_answered(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto before = book.load_good(arguments.text("CASE"));
  const auto index = letter_number(arguments.text("RECIPIENT"), before);
  const auto& letter = before.root.list("correspondence")[index];
  if (letter.find("answered") != nullptr) {
    throw core::Error(core::Exit::refused, "letter-already-answered",
                      {{"number", std::to_string(index + 1)}, {"at", letter.text("answered")}});
  }
  const auto at = arguments.has("--at") ? arguments.text("--at") : "now";
  const std::pair<const char*, std::string> facts[] = {
      {"answered", time_text(at, book)},
      {"answer", arguments.text("--text")},
      {"answer_reference", arguments.text("--reference")},
      {"why_late", arguments.text("--why-late")}};
  const auto done =
      book.change(before.path, {"notify", fmt::format("answered {}", index + 1), {}, false},
                  [&](const casebook::Case& one) {
                    auto text = one.text;
                    for (const auto& [key, value] : facts) {
                      if (!value.empty()) {
                        text = yaml::with_value(
                            text, core::path_of(fmt::format("correspondence[{}].{}", index, key)),
                            core::Value(value));
                      }
                    }
                    return text;
                  });
  Result result;
  result.page.line(env.say("notify.answered", {{"number", std::to_string(index + 1)}}));
  say_rest(env, done, result);
  return result;
}

} // namespace cmd
