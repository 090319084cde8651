// SPDX-License-Identifier: MIT
#include "core/state.hpp"
#include "core/workflow.hpp"

#include "facts.hpp"

namespace {

const core::Instant k_now = test::instant("2026-10-05T14:00:00+02:00");
const core::Value k_nothing{core::Map{}};

bool says(std::string_view document, std::string_view flag) {
  const auto state = core::state_of(test::read(document), nullptr);
  return state.find(flag)->as_bool();
}

// An assessment of today that looked at one fact.
core::Assessment looked_at(const std::string& path, const core::Value& value) {
  core::Assessment today;
  today.judgement.inputs[path] = value;
  today.rules = {"t.r@1"};
  return today;
}

std::string in_the_way(const core::Kind& kind, std::string_view document) {
  const auto root = test::read(document);
  std::vector<std::string> all;
  for (const auto& one :
       core::obstacles(kind, root, k_nothing, core::state_of(root, nullptr), k_now)) {
    all.push_back(one.rule->id + (one.entry.empty() ? "" : " " + one.entry));
  }
  return test::joined(all);
}

} // namespace

TEST_CASE("the first step whose condition surely holds is the next") {
  const auto kind = test::kind(R"({steps: [
    {id: aware, when: {fact: times.aware, exists: false}, command: "set {id}", source: "art. 33"},
    {id: assess, when: {fact: "assessments[-1]", exists: false}},
    {id: again, when: {fact: state.assessment_stale, is: true}},
    {id: actions, when: {fact: state.open_actions, is: true}},
    {id: close, when: {fact: status, is: open}}]})");
  struct Row {
    std::string document;
    std::string step;
  };
  const Row rows[] = {
      {"{status: open}", "aware"},
      {"{status: open, times: {aware: {unknown: why}}}", "assess"}, // declared: it stands there
      {"{status: open, times: {unknown: why}}", "assess"},          // perhaps absent is not absent
      {"{status: open, times: {aware: x}, assessments: [{}]}", "close"},
      {"{status: open, times: {aware: x}, assessments: [{}], actions: [{text: a}]}", "actions"},
      {"{status: open, times: {aware: x}, assessments: [{}], actions: [{done: x}]}", "close"},
      {"{status: closed, times: {aware: x}, assessments: [{}]}", ""},
      {"{times: {aware: x}, assessments: [{}]}", ""}, // no status: nothing is sure
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    const auto root = test::read(row.document);
    const auto step = core::next_step(kind, root, k_nothing, core::state_of(root, nullptr), k_now);
    CHECK((step ? step->rule->id : "") == row.step);
  }
}

TEST_CASE("whatever closing needs and cannot be shown to be there stands in the way") {
  const auto kind = test::kind(R"({close: {outcomes: {handled: {}, duplicate: {}}, checklist: [
    {id: action, for_each: actions, need: {fact: entry.done, exists: true}},
    {id: assessed, when: {fact: closing.outcome, is: handled}, need: {fact: "assessments[-1]", exists: true}},
    {id: small, when: {fact: closing.outcome, is: handled}, need: {fact: size, in: [small, middle]}},
    {id: told, need: {fact: state.people_to_tell, is: false}}]}})");
  CHECK(test::joined(kind.outcomes) == "handled, duplicate");
  struct Row {
    std::string document;
    std::string obstacles;
  };
  const Row rows[] = {
      {"{closing: {outcome: handled}, assessments: [{}], size: small}", ""},
      {"{closing: {outcome: handled}, size: small}", "assessed"},
      {"{closing: {outcome: handled}, assessments: [{}], size: large}", "small"},
      {"{closing: {outcome: handled}, assessments: [{}]}", "small"}, // absent
      {"{closing: {outcome: handled}, assessments: [{}], size: {unknown: why}}",
       "small"}, // unknown
      {"{closing: {outcome: duplicate}}", ""},
      {"{}", ""}, // without an outcome nothing is asked of one
      {"{actions: [{done: x}, {text: a}, {text: b}]}", "action actions[1], action actions[2]"},
      {"{actions: {unknown: why}}", ""},
      {"{decisions: [{about: people, answer: yes}]}", "told"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    CHECK(in_the_way(kind, row.document) == row.obstacles);
  }
}

TEST_CASE("an action is open until it is done") {
  CHECK_FALSE(says("{}", "open_actions"));
  CHECK_FALSE(says("{actions: []}", "open_actions"));
  CHECK_FALSE(says("{actions: [{done: 2026-10-05}]}", "open_actions"));
  CHECK(says("{actions: [{done: 2026-10-05}, {due: 2026-10-05}]}", "open_actions"));
}

TEST_CASE(
    "people are to be told when the newest decision about them says so and no message went out") {
  struct Row {
    std::string document;
    bool to_tell;
  };
  const std::string yes = "{about: people, answer: yes}";
  const std::string no = "{about: people, answer: no}";
  const std::string told = "notifications: [{recipient: people}]";
  const Row rows[] = {
      {"{}", false},
      {"{decisions: [" + no + "]}", false},
      {"{decisions: [" + yes + "]}", true},
      {"{decisions: [" + yes + "], " + told + "}", false},
      {"{decisions: [" + yes + "], notifications: [{recipient: authority}]}", true},
      {"{decisions: [{about: authority, answer: yes}]}", false},
      {"{decisions: [" + yes + ", " + no + "]}", false}, // the newest counts
      {"{decisions: [" + no + ", " + yes + "]}", true},
      // Groups are told, or not, each in its own way.
      {"{decisions: [{about: people, group: a, answer: yes}, {about: people, group: b, answer: "
       "no}]}",
       true},
      {"{decisions: [{about: people, group: a, answer: yes}, {about: people, group: a, answer: "
       "no}]}",
       false},
      {"{decisions: [{about: people, group: a, answer: yes}, {about: people, group: b, answer: "
       "yes}],"
       " notifications: [{recipient: people, group: a}]}",
       true},
      {"{decisions: [{about: people, group: a, answer: yes}, {about: people, group: b, answer: "
       "yes}],"
       " notifications: [{recipient: people, group: a}, {recipient: people, group: b}]}",
       false},
      {"{decisions: [{about: people, group: a, answer: yes}], " + told + "}",
       false}, // all were told
      {"{decisions: [" + yes + "], notifications: [{recipient: people, group: a}]}", true},
      // A decision about all needs a message to all, or to each group of the case.
      {"{subjects: [{group: a}, {group: b}], decisions: [" + yes +
           "], notifications: [{recipient: people, group: a}]}",
       true},
      {"{subjects: [{group: a}, {group: b}], decisions: [" + yes +
           "], notifications: [{recipient: people, group: a}, {recipient: people, group: b}]}",
       false},
      {"{subjects: [{group: a}, {count: 4}], decisions: [" + yes +
           "], notifications: [{recipient: people, group: a}]}",
       true},
      {"{subjects: [{group: a}, {group: b}], decisions: [" + yes +
           ", {about: people, group: b, answer: no}],"
           " notifications: [{recipient: people, group: a}]}",
       false}, // the other has a decision of its own
      // A decision about all takes the place of those about groups.
      {"{decisions: [{about: people, group: a, answer: yes}, " + no + "]}", false},
      {"{decisions: [" + no + ", {about: people, group: a, answer: yes}]}", true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    CHECK(says(row.document, "people_to_tell") == row.to_tell);
  }
}

TEST_CASE("people have been told when the last of them was") {
  const auto told_at = [](std::string_view document) {
    const auto state = core::state_of(test::read(document), nullptr);
    const auto* at = state.find("people_told_at");
    return at != nullptr ? at->to_text().substr(0, 10) : "-";
  };
  const std::string groups = "subjects: [{group: a}, {group: b}], ";
  const std::string yes = "decisions: [{about: people, answer: yes}], ";
  const std::string a = "{recipient: people, group: a, at: 2026-10-05T12:00:00Z}";
  const std::string b = "{recipient: people, group: b, at: 2026-10-07T12:00:00Z}";
  const std::string all = "{recipient: people, at: 2026-10-09T12:00:00Z}";
  for (const auto& decided : {yes, std::string()}) {
    CAPTURE(decided);
    const auto head = "{" + groups + decided + "notifications: [";
    CHECK(told_at(head + "]}") == "-");
    CHECK(told_at(head + a + "]}") == "-");
    CHECK(told_at(head + a + ", " + b + "]}") == "2026-10-07");
    CHECK(told_at(head + a + ", " + b + ", " + all + "]}") == "2026-10-07");
    CHECK(told_at(head + a + ", " + all + "]}") == "2026-10-09");
  }
  CHECK(told_at("{" + groups +
                "decisions: [{about: people, group: a, answer: yes}], "
                "notifications: [" +
                a + "]}") == "2026-10-05");
}

TEST_CASE("a group in two units is two groups, and a message to the group reaches both") {
  const auto to_tell = [](const std::string& group, const std::string& messages) {
    return says(
        "{subjects: [{group: a, unit: x}, {group: a, unit: y}], decisions: [{about: people, "
        "answer: yes" +
            group + "}], notifications: [" + messages + "]}",
        "people_to_tell");
  };
  const std::string x = "{recipient: people, group: a/x, at: 2026-10-05T12:00:00Z}";
  const std::string y = "{recipient: people, group: a/y, at: 2026-10-05T12:00:00Z}";
  const std::string a = "{recipient: people, group: a, at: 2026-10-05T12:00:00Z}";
  CHECK(to_tell("", x));
  CHECK_FALSE(to_tell("", x + ", " + y));
  CHECK_FALSE(to_tell("", a));
  CHECK(to_tell(", group: a/x", y));
  CHECK_FALSE(to_tell(", group: a/x", x));
  CHECK_FALSE(to_tell(", group: a/x", a));
}

TEST_CASE(
    "a decision is outdated when a newer assessment says otherwise than the one it rests on") {
  struct Row {
    std::string document;
    std::string outdated;
  };
  const std::string no = "{at: 2026-10-05T12:00:00Z, result: {authority: no, highest_level: low}}";
  const std::string yes =
      "{at: 2026-10-07T12:00:00Z, result: {authority: yes, highest_level: risk}}";
  const std::string decided = "about: authority, answer: no, decided_at: ";
  const Row rows[] = {
      {"{decisions: [{" + decided + "2026-10-06T12:00:00Z}]}", "[]"},
      {"{assessments: [" + no + "], decisions: [{" + decided +
           "2026-10-06T12:00:00Z, assessment: 0}]}",
       "[]"},
      {"{assessments: [" + no + ", " + no + "], decisions: [{" + decided +
           "2026-10-06T12:00:00Z, assessment: 0}]}",
       "[]"}, // it says the same
      {"{assessments: [" + no + ", " + yes + "], decisions: [{" + decided +
           "2026-10-06T12:00:00Z, assessment: 0}]}",
       "[authority]"},
      // What the decision names counts, whenever it was written.
      {"{assessments: [" + no + ", " + yes + "], decisions: [{" + decided +
           "2026-10-06T12:00:00Z, assessment: 1}]}",
       "[]"},
      // Where it names none, what was there when it was made.
      {"{assessments: [" + no + ", " + yes + "], decisions: [{" + decided +
           "2026-10-06T12:00:00Z}]}",
       "[authority]"},
      {"{assessments: [" + no + ", " + yes + "], decisions: [{" + decided +
           "2026-10-08T12:00:00Z}]}",
       "[]"},
      {"{assessments: [" + yes + "], decisions: [{" + decided + "2026-10-06T12:00:00Z}]}",
       "[authority]"},
      // A newer decision about it stands on the newest.
      {"{assessments: [" + no + ", " + yes + "], decisions: [{" + decided +
           "2026-10-06T12:00:00Z, assessment: 0}, {" + decided +
           "2026-10-08T12:00:00Z, assessment: 1}]}",
       "[]"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    const auto state = core::state_of(test::read(row.document), nullptr);
    std::vector<std::string> outdated;
    for (const auto& one : state.list("decisions_outdated")) {
      outdated.push_back(one.to_text());
    }
    CHECK("[" + test::joined(outdated) + "]" == row.outdated);
  }
}

TEST_CASE("an assessment is stale when a fact has changed since, and a decision with it") {
  struct Row {
    std::string document;
    bool assessment;
    bool decision;
  };
  const std::string then =
      "assessments: [{result: {authority: yes}, inputs: {size: 1}, rules: [\"t.r@1\"]}]";
  const Row rows[] = {
      {"{size: 1}", false, false}, // never assessed
      {"{size: 1, " + then + "}", false, false},
      {"{size: 1, " + then + ", decisions: [{assessment: 0}]}", false, false},
      {"{size: 2, " + then + "}", true, false}, // nothing was decided
      {"{size: 2, " + then + ", decisions: [{assessment: 0}]}", true, true},
      {"{size: 2, " + then + ", decisions: [{about: people}]}", true, true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    const auto root = test::read(row.document);
    const auto today = looked_at("size", *root.find("size"));
    const auto state = core::state_of(root, &today);
    CHECK(state.find("assessment_stale")->as_bool() == row.assessment);
    CHECK(state.find("decision_stale")->as_bool() == row.decision);
    const auto findings = core::stale_findings(root, state);
    CHECK(test::names(findings) == (row.decision     ? "assessment-stale, decision-stale"
                                    : row.assessment ? "assessment-stale"
                                                     : ""));
    for (const auto& finding : findings) {
      CHECK(test::argument(finding, "changed") == "size");
      CHECK(finding.severity == core::Severity::warning);
      CHECK(finding.column > 1); // at the newest entry, not at the file as a whole
    }
  }
}

TEST_CASE("a decision that rests on an older assessment stands as long as the newer one agrees") {
  struct Row {
    std::string older;
    std::string newer;
    std::string decision;
    bool stale;
  };
  const std::string a =
      "{result: {authority: yes, people: no, highest_level: risk}, inputs: {}, rules: [\"t.r@1\"]}";
  const std::string b = "{result: {authority: yes, people: yes, highest_level: high}, inputs: {}, "
                        "rules: [\"t.r@1\"]}";
  const std::string none = "{inputs: {}, rules: [\"t.r@1\"]}";
  const Row rows[] = {{a, a, "{assessment: 0}", false}, {a, b, "{assessment: 0}", true},
                      {a, b, "{assessment: 1}", false}, {a, none, "{assessment: 0}", true},
                      {a, b, "{about: people}", false}, // it does not say on what it rests
                      {a, b, "{assessment: -1}", true}};
  for (const auto& row : rows) {
    CAPTURE(row.older);
    CAPTURE(row.newer);
    CAPTURE(row.decision);
    const auto root = test::read("{assessments: [" + row.older + ", " + row.newer +
                                 "], decisions: [" + row.decision + "]}");
    const auto state = core::state_of(root, nullptr);
    CHECK(state.find("decision_stale")->as_bool() == row.stale);
    CHECK(core::stale_findings(root, state).size() == (row.stale ? 1 : 0));
  }
}

TEST_CASE("what a later entry corrects is no step that was taken") {
  const std::string told = "{recipient: people, at: 2026-10-06}";
  const std::string yes = "decisions: [{about: people, answer: yes}]";
  CHECK(says("{" + yes + "}", "people_to_tell"));
  CHECK_FALSE(says("{" + yes + ", notifications: [" + told + "]}", "people_to_tell"));
  CHECK(says("{" + yes + ", notifications: [" + told + ", {recipient: board, corrects: 0}]}",
             "people_to_tell"));
  // A corrected decision gives way to the one before it.
  CHECK(says("{decisions: [{about: people, answer: yes}, {about: people, answer: no}, "
             "{about: authority, answer: yes, corrects: 1}]}",
             "people_to_tell"));
  const auto kind = test::kind(R"({steps: [
    {id: tell, when: {fact: "notifications[recipient=people]", exists: false}},
    {id: done, when: {fact: status, is: open}}]})");
  const auto next = [&](const std::string& document) {
    const auto root = test::read(document);
    const auto step = core::next_step(kind, root, k_nothing, core::state_of(root, nullptr), k_now);
    return step ? step->rule->id : std::string();
  };
  CHECK(next("{status: open, notifications: [" + told + "]}") == "done");
  CHECK(next("{status: open, notifications: [" + told + ", {recipient: board, corrects: 0}]}") ==
        "tell");
}

TEST_CASE("a step for each entry of a list names the first that asks for it") {
  const auto kind = test::kind(R"({steps: [
    {id: answer, for_each: letters, when: {all: [{fact: entry.due, exists: true}, {fact: entry.answered, exists: false}]}},
    {id: close, when: {fact: status, is: open}}]})");
  const auto next = [&](const std::string& letters) {
    const auto root = test::read("{status: open, letters: " + letters + "}");
    const auto step = core::next_step(kind, root, k_nothing, core::state_of(root, nullptr), k_now);
    return step->rule->id + " " + core::number_of(step->entry);
  };
  CHECK(next("[]") == "close ");
  CHECK(next("[{due: x}]") == "answer 1");
  CHECK(next("[{due: x, answered: y}, {as: question}, {due: x}, {due: x}]") == "answer 3");
}

TEST_CASE("an entry is told by its number in the file, and of decisions only those that stand are "
          "asked") {
  const auto kind = test::kind(R"({documentation: [
    {id: letter, for_each: letters, need: {fact: entry.reference, exists: true}, source: x},
    {id: ground, for_each: decisions, need: {fact: entry.ground, exists: true}, source: x}]})");
  const auto lacking = [&](const std::string& document) {
    const auto root = test::read(document);
    std::string text;
    for (const auto& one : core::standings(kind.documentation, root, k_nothing,
                                           core::state_of(root, nullptr), k_now)) {
      text += one.need.truth == core::Truth::yes ? "" : one.entry + " ";
    }
    return text;
  };
  CHECK(lacking("{letters: [{}, {}]}") == "letters[0] letters[1] ");
  CHECK(lacking("{letters: [{}, {}, {corrects: 0, reference: x}]}") == "letters[1] ");
  CHECK(lacking("{letters: [{reference: x}, {}, {corrects: 1}]}") == "letters[2] ");
  CHECK(lacking("{decisions: [{about: people}, {about: authority}, {about: people}]}") ==
        "decisions[1] decisions[2] ");
  CHECK(lacking("{decisions: [{about: people}, {about: people, ground: y}]}") == "");
}

TEST_CASE("fewer told than affected is seen where both say their numbers") {
  const auto fewer = [](const std::string& document) {
    const auto state = core::state_of(test::read("{" + document + "}"), nullptr);
    const auto* said = state.find("people_fewer_told");
    return said == nullptr ? std::string("-") : said->to_text();
  };
  const std::string five =
      "subjects: [{group: a, count: {exact: 2}}, {group: b, count: {exact: 3}}], ";
  CHECK(fewer(five + "notifications: [{recipient: people, number: 2}]") == "true");
  CHECK(fewer(five +
              "notifications: [{recipient: people, number: 2}, {recipient: people, number: 3}]") ==
        "false");
  CHECK(fewer(five + "notifications: [{recipient: people, number: 2}, {recipient: people}]") ==
        "-");
  CHECK(fewer(five + "notifications: [{recipient: people, number: 5}, {recipient: people}]") ==
        "false");
  CHECK(fewer(five + "notifications: [{recipient: authority, number: 9}]") == "-");
  CHECK(fewer("notifications: [{recipient: people, number: 2}]") == "-");
  CHECK(fewer("subjects: [{count: {about: 5}}], notifications: [{recipient: people, number: 2}]") ==
        "-");
  CHECK(fewer(five + "decisions: [{about: people, answer: yes, how: public}]") == "false");
}

TEST_CASE("an action without an owner or a day is seen") {
  CHECK_FALSE(says("{}", "unowned_actions"));
  CHECK(says("{actions: [{owner: it}, {text: a}]}", "unowned_actions"));
  CHECK_FALSE(says("{actions: [{owner: it}]}", "unowned_actions"));
  CHECK(says("{actions: [{due: x}, {text: a}]}", "undated_actions"));
  CHECK_FALSE(says("{actions: [{due: x}, {done: x}]}", "undated_actions")); // done needs no day
}

TEST_CASE("of decisions those are left that stand and are not carried out") {
  const auto left = [](const std::string& document) {
    std::string text;
    for (const auto& decision :
         core::without_done(test::read(document), "people", "people").list("decisions")) {
      text += decision.text("group") + ":" + decision.text("answer") + " ";
    }
    return text;
  };
  const std::string two = "decisions: [{about: people, group: a, answer: yes}, "
                          "{about: people, group: b, answer: no}, {about: authority, answer: no}]";
  CHECK(left("{" + two + "}") == "a:yes b:no ");
  CHECK(left("{" + two + ", notifications: [{recipient: people, group: a, at: 2026-10-06}]}") ==
        "b:no ");
  CHECK(left("{" + two + ", notifications: [{recipient: board, group: a, at: 2026-10-06}]}") ==
        "a:yes b:no ");
  CHECK(left("{" + two + ", notifications: [{recipient: people, at: 2026-10-06}]}").empty());
  CHECK(left("{decisions: [{about: people, answer: no}, {about: people, answer: yes}]}") ==
        ":yes ");
  // A corrected decision gives way to the one before it.
  CHECK(left("{decisions: [{about: people, answer: no}, {about: people, answer: yes}, "
             "{about: authority, answer: yes, corrects: 1}]}") == ":no ");
}
