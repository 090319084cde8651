// SPDX-License-Identifier: MIT
#include "core/draft.hpp"

#include "facts.hpp"

namespace {

// One form with every way in which a field is filled.
const core::Form& form() {
  static const auto one = core::form_from(test::read(R"({
name: small, version: "small@1", recipients: [authority], phased: true, groups: [
  {id: notice, fields: [
    {id: type, at_once: true, of_notice: true, choices: [
      {value: a, when: {fact: notice.kind, is: new}}, {value: b, when: {fact: notice.kind, is: follow_up}}]},
    {id: sub, at_once: true, of_notice: true, choices: [
      {value: a, when: {fact: notice.phase, is: complete}}, {value: b, when: {fact: notice.phase, is: incomplete}},
      {value: c, when: {fact: notice.phase, is: withdrawal}}]},
    {id: why, at_once: true, required: if_visible, visible: {all: [{fact: field.type, is: b}, {fact: field.sub, is: c}]},
      from: [notice.text]},
    {id: earlier, required: if_applicable, visible: {fact: field.type, is: b}, from: [notice.reference]},
    {id: late, at_once: true, required: if_visible, visible: {all: [{fact: field.type, is: a}, {fact: notice.late, is: true}]},
      from: [notice.why_late]},
    {id: who, from: [role.dpo.holder]}]},
  {id: facts, fields: [
    {id: text, from: [incident.description, incident.root_cause], joined: true},
    {id: cause, of: [incident.cause], letters: {inside: a, outside: b}, yet: e, forever: f},
    {id: types, many: true, of: [incident.types], letters: {seen: a, changed: b}, choices: [
      {value: c, when: {fact: incident.lost, is: true}}]},
    {id: seen, required: if_visible, visible: {fact: field.types, has: a}, from: [incident.how]},
    {id: number, count: "subjects[*].count", letters: {exact: a, approximate: b}, yet: d, forever: c},
    {id: people, required: if_visible, as: number, visible: {fact: field.number, in: [a, b]}, count: "subjects[*].count"},
    {id: aware, as: time, from: [times.aware]},
    {id: day, required: "no", as: date, from: [times.aware]},
    {id: message, required: "no", from: [notice.message]},
    {id: attached, required: "no", from: ["notice.attachments[*]"], joined: true},
    {id: said, required: "no", says: hello}]}]})"));
  return one;
}

const auto k_known =
    "incident: {description: A letter went astray., root_cause: a hurry, cause: inside, "
    "types: [seen], how: read}, subjects: [{count: {exact: 2}}, {count: {exact: 3}}], "
    "times: {aware: \"2026-10-05T23:30:00+02:00\"}";
const auto k_organisation =
    "{roles: {officer: {is: dpo, holder: The officer}, leader: {holder: vacant}}}";

core::Draft draft(const std::string& facts, core::Occasion occasion = {},
                  const char* organisation = k_organisation) {
  occasion.recipient = "authority";
  const auto zone = test::oslo();
  return core::draft_of(form(), {test::read("{" + facts + "}"), test::read(organisation),
                                 test::instant("2026-10-07T12:00:00+02:00"), zone, occasion});
}

std::string value(const core::Draft& draft, const char* id) {
  const auto& value = draft.find(id)->value;
  return value.is_null() ? "-" : value.to_text();
}

std::string gaps(const core::Draft& draft) {
  std::vector<std::string> names;
  for (const auto* gap : draft.gaps()) {
    names.push_back(gap->field->id + " " + core::name_of(gap->state));
  }
  return test::joined(names);
}

} // namespace

TEST_CASE("a case that knows all that is asked gives a complete first notice") {
  const auto whole = draft(k_known);
  CHECK(gaps(whole) == "");
  CHECK(whole.kind == "new");
  CHECK(whole.phase == "complete");
  CHECK(value(whole, "type") == "a");
  CHECK(value(whole, "sub") == "a");
  CHECK(value(whole, "text") == "A letter went astray. a hurry");
  CHECK(value(whole, "cause") == "a");
  CHECK(value(whole, "types") == "a");
  CHECK(value(whole, "seen") == "read");
  CHECK(value(whole, "number") == "a");
  CHECK(value(whole, "people") == "5");
  CHECK(value(whole, "aware") == "2026-10-05T23:30:00+02:00");
  CHECK(value(whole, "day") == "2026-10-05");
  CHECK(value(whole, "who") == "The officer");
  CHECK(value(whole, "said") == "hello");
  CHECK(test::joined(whole.find("people")->facts) == "subjects[0].count, subjects[1].count");
  CHECK(test::joined(whole.find("cause")->facts) == "incident.cause");
}

TEST_CASE("what is absent is missing, and what depends on it does not show") {
  const auto empty = draft("id: a");
  CHECK(empty.phase == "incomplete");
  CHECK(value(empty, "sub") == "b");
  CHECK(gaps(empty) == "text missing, cause missing, types missing, number missing, aware missing");
  CHECK_FALSE(empty.find("people")->visible());
  CHECK_FALSE(empty.find("seen")->visible());
}

TEST_CASE("what is not yet known has a letter only while the notice may be incomplete") {
  const auto unknown = [&](const char* phase) {
    core::Occasion occasion;
    occasion.phase = phase;
    return draft("incident: {description: d, cause: {unknown: the log is being read, ask: it, by: "
                 "\"2026-10-09\"}, types: [changed]}, subjects: {unknown: later}, times: {aware: "
                 "\"2026-10-05T23:30:00+02:00\"}",
                 occasion);
  };
  const auto open = unknown("");
  CHECK(gaps(open) == "cause unknown, number unknown");
  CHECK(value(open, "cause") == "e");
  CHECK(value(open, "number") == "d");
  CHECK(open.find("cause")->why == "the log is being read");
  CHECK(open.find("cause")->ask == "it");
  CHECK(open.find("cause")->by == "2026-10-09");
  const auto asked = unknown("complete");
  CHECK(asked.phase == "complete");
  CHECK(gaps(asked) == "cause unknown, number unknown");
  CHECK(value(asked, "cause") == "-");
  CHECK(value(asked, "number") == "-");
}

TEST_CASE("what can never be found out has its own answer and is no gap") {
  const auto never =
      draft("incident: {description: {undeterminable: nobody saw it}, cause: "
            "{undeterminable: no log}, types: [changed]}, subjects: [{count: "
            "{undeterminable: no list}}], times: {aware: \"2026-10-05T23:30:00+02:00\"}");
  CHECK(gaps(never) == "");
  CHECK(never.phase == "complete");
  CHECK(value(never, "text") == "nobody saw it");
  CHECK(value(never, "cause") == "f");
  CHECK(value(never, "number") == "c");
  CHECK_FALSE(never.find("people")->visible());
}

TEST_CASE("numbers of groups are added up, and one that lacks leaves the sum open") {
  const auto people = [](const std::string& counts) {
    const auto one = draft("subjects: [" + counts + "]");
    return value(one, "number") + " " + value(one, "people") + " " +
           core::name_of(one.find("number")->state);
  };
  CHECK(people("{count: {exact: 2}}, {count: {approximate: 40}}") == "b 42 known");
  CHECK(people("{count: {exact: 0}}") == "a 0 known");
  CHECK(people("{count: {exact: 2}}, {count: {unknown: w}}") == "d - unknown");
  CHECK(people("{count: {undeterminable: u}}, {count: {unknown: w}}") == "d - unknown");
  CHECK(people("{count: {exact: 2}}, {group: a}") == "- - missing");
}

TEST_CASE("several answers: letters of the fact and choices of their own") {
  CHECK(value(draft("incident: {types: [changed, seen], lost: true}"), "types") == "b, a, c");
  CHECK(value(draft("incident: {lost: true}"), "types") == "c");
  CHECK(value(draft("incident: {types: [], lost: false}"), "types") == "-");
}

TEST_CASE("a part that is not yet known leaves a text open, with what is known") {
  const auto part = draft("incident: {description: It broke, root_cause: {unknown: w, ask: it}}");
  CHECK(value(part, "text") == "It broke");
  CHECK(part.find("text")->state == core::FieldState::unknown);
  CHECK(part.find("text")->is_gap());
  CHECK(part.find("text")->open_fact == "incident.root_cause");
}

TEST_CASE("a later notice is a follow-up with the newest reference, corrected ones left out") {
  const auto later = draft(
      std::string(k_known) +
      ", notifications: [{recipient: authority, at: \"2026-10-06T12:00:00+02:00\", reference: "
      "AR1}, "
      "{recipient: police, at: \"2026-10-06T12:00:00+02:00\", reference: P1}, "
      "{recipient: authority, at: \"2026-10-06T12:00:00+02:00\", reference: AR2, corrects: 0}]");
  CHECK(later.kind == "follow_up");
  CHECK(later.reference == "AR2");
  CHECK(value(later, "type") == "b");
  CHECK(value(later, "earlier") == "AR2");
  CHECK(later.phase == "complete");
}

TEST_CASE("a withdrawal needs its reasons and nothing of the case") {
  core::Occasion occasion;
  occasion.phase = "withdrawal";
  auto without = draft("id: a", occasion);
  CHECK(value(without, "sub") == "c");
  CHECK(gaps(without) == "why missing");
  occasion.text = "a duplicate";
  CHECK(gaps(draft("id: a", occasion)) == "");
}

TEST_CASE("a withdrawal that is recorded has its reasons in the case; what is typed comes first") {
  const auto withdrawn = [](const char* text) {
    core::Occasion occasion;
    occasion.phase = "withdrawal";
    occasion.text = text;
    return value(draft("notifications: [{recipient: authority, phase: incomplete, reason: n}, "
                       "{recipient: authority, phase: withdrawal, reason: told twice}, "
                       "{recipient: people, phase: withdrawal, reason: other}]",
                       occasion),
                 "why");
  };
  CHECK(withdrawn("") == "told twice");
  CHECK(withdrawn("a duplicate") == "a duplicate");
}

TEST_CASE("a first notice that is late asks for the reason") {
  core::Occasion occasion;
  occasion.late = true;
  CHECK(gaps(draft(k_known, occasion)) == "late missing");
  occasion.why_late = "the log was lost";
  CHECK(gaps(draft(k_known, occasion)) == "");
}

TEST_CASE("a role that nobody holds names nobody") {
  CHECK(gaps(draft(k_known, {}, "{roles: {dpo: {holder: vacant}}}")) == "who missing");
  CHECK(gaps(draft(k_known, {}, "{}")) == "who missing");
}

// The archive's number of a document comes in a later entry, which corrects the first.
TEST_CASE(
    "a message keeps its document when that is corrected, and no document is attached twice") {
  const auto facts = std::string(k_known) +
                     ", documents: [{template: memo}, {template: people}, {template: memo, "
                     "corrects: 0}], notifications: [{recipient: people, document: 1}]";
  const auto whole = draft(facts);
  CHECK(value(whole, "message") == "people");
  CHECK(value(whole, "attached") == "memo");
}

TEST_CASE("a form of the wrong kind is a fault of the data") {
  CHECK(test::error_of([] {
          core::form_from(test::read("{groups: [{fields: [{id: a, required: perhaps}]}]}"));
        }) == "bad-rule");
  CHECK(test::error_of([] {
          core::form_from(test::read("{groups: [{fields: [{id: a, as: song}]}]}"));
        }) == "bad-rule");
}
