// SPDX-License-Identifier: MIT
#include "core/plan.hpp"

#include "core/state.hpp"
#include "facts.hpp"

namespace {

const core::Instant k_now = test::instant("2026-10-05T14:00:00+02:00");
const core::Date k_day = test::date("2026-10-05");

// A kind whose two answers, how, scope and category are facts of the case, taken over by rules.
const core::Kind& kind() {
  static const auto k_kind = test::kind(R"({assessment: {group: subjects,
    answers: {authority: result.authority, people: result.people},
    group_answers: {people: {answer: result.people_group, how: result.how}},
    level: result.highest_level, category: result.category},
    category: {of: ["assessments[-1].result.category", handling.set_before],
    otherwise: {low: {}, high: {}}}})");
  return k_kind;
}

const std::vector<core::Rule>& rules() {
  static const auto k_rules = test::rules(R"([
    {id: a, version: 1, valid_from: 2020-01-01, source: s, as: authority, decision: [
      {when: {fact: risk, is: unlikely}, result: no, reason: unlikely}, {result: yes, reason: risk}]},
    {id: g, version: 1, valid_from: 2020-01-01, source: s, as: people_group, for_each: subjects, decision: [
      {when: {fact: group.risk, is: high}, result: yes, reason: high}, {result: no, reason: not_high}]},
    {id: p, version: 1, valid_from: 2020-01-01, source: s, as: people, highest_of: {order: [no, yes], of: [result.people_group]}},
    {id: h, version: 1, valid_from: 2020-01-01, source: s, as: how, for_each: subjects, decision: [
      {when: {all: [{fact: effort, exists: true}, {fact: effort, is: too_much}]}, result: publicly, reason: r},
      {result: individually, reason: r}]},
    {id: c, version: 1, valid_from: 2020-01-01, source: s, as: category, decision: [
      {when: {fact: risk, is: unlikely}, result: low, reason: r}, {result: high, reason: r}]}])");
  return k_rules;
}

std::string line(const std::string& id, const std::string& more) {
  return "{id: " + id + ", version: 1, valid_from: 2020-01-01, source: s, status: ours, " + more +
         "}";
}

// The plan of a case, and what it rests on.
class Told {
public:
  Told(const std::string& lines, const std::string& document,
       const std::string& organisation = "{roles: {}}")
      : m_lines(core::plan_rules_from(test::read("{plan: [" + lines + "]}"))),
        m_document(test::read(document)), m_organisation(test::read(organisation)),
        m_today(core::assess(kind(), rules(), m_document, m_organisation, k_now, k_day)),
        m_state(state(m_document, m_organisation, m_today)),
        m_plan(core::plan_of(m_lines, {kind(), m_document, m_organisation, m_state, m_today, k_now},
                             k_day)) {}

  const core::Plan& plan() const { return m_plan; }
  const core::PlanRow& row(std::size_t index = 0) const { return m_plan.rows.at(index); }
  // "a=yes b=depends(risk (declared))"
  std::string verdicts() const {
    std::vector<std::string> all;
    for (const auto& row : m_plan.rows) {
      const auto open = test::told(row.open);
      all.push_back(row.rule->id + (row.group.empty() ? "" : "/" + row.group) + "=" +
                    core::name_of(row.verdict) + (open.empty() ? "" : "(" + open + ")"));
    }
    return test::joined(all);
  }

private:
  static core::Value state(const core::Value& document, const core::Value& organisation,
                           const core::Assessment& today) {
    auto state = core::state_of(document, &today);
    core::add_category(kind(), document, organisation, state);
    return state;
  }

  std::vector<core::PlanRule> m_lines;
  core::Value m_document;
  core::Value m_organisation;
  core::Assessment m_today;
  core::Value m_state;
  core::Plan m_plan;
};

std::string channels(const core::PlanRow& row) {
  std::vector<std::string> all;
  for (const auto& channel : row.channels) {
    all.push_back((channel.barred.empty() ? "" : "-") +
                  (channel.first.empty() ? "" : std::string("+")) + channel.name);
  }
  return test::joined(all);
}

const std::string k_authority = line(
    "authority", "basis: law, recipient: authority, verb: notify, need: duty, about: authority, "
                 "done: [\"notifications[recipient=authority][phase!=withdrawal].at\"], "
                 "undone: [\"notifications[recipient=authority][phase=withdrawal].at\"]");
const std::string k_people = line(
    "people",
    "basis: law, recipient: people, verb: tell, need: duty, about: people, for_each: subjects, "
    "when: {not: {fact: answer.how, is: publicly}}, done: "
    "[\"notifications[recipient=people].at\"], "
    "done_for: group");
const std::string k_publicly = line(
    "publicly",
    "basis: law, recipient: people, verb: tell, need: duty, about: people, for_each: subjects, "
    "when: {fact: answer.how, is: publicly}, channels: [web, press], "
    "done: [\"notifications[recipient=people].at\"], done_for: group");

} // namespace

TEST_CASE("a line follows the assessment as far as that goes") {
  struct Row {
    std::string document;
    std::string verdicts;
    bool decided;
  };
  const Row rows[] = {
      {"{risk: high}", "authority=yes", true},
      {"{risk: unlikely}", "authority=no", true}, // said all the same: somebody asks
      {"{risk: {unknown: why}}", "authority=depends(risk (declared))", true},
      {"{}", "authority=cannot_decide(risk)", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    const Told told(k_authority, row.document);
    CHECK(told.verdicts() == row.verdicts);
    CHECK(told.plan().is_decided() == row.decided);
    CHECK_FALSE(told.row().decision.stands);
  }
}

TEST_CASE("a decision counts before the assessment, a no only as long as its facts stand") {
  const std::string decided =
      "{risk: high, decisions: [{about: authority, answer: no, decided_at: "
      "2026-10-05T12:00:00+02:00}], assessments: [{at: "
      "2026-10-05T11:00:00+02:00, result: {authority: yes}, inputs: {risk: ";
  const Told no(k_authority, decided + "high}, rules: [a@1, g@1, p@1, h@1, c@1]}]}");
  CHECK(no.verdicts() == "authority=no");
  CHECK(no.row().decision.stands);
  const Told fell(k_authority, decided + "some}, rules: [a@1, g@1, p@1, h@1, c@1]}]}");
  CHECK(fell.verdicts() == "authority=yes");
  CHECK_FALSE(fell.row().decision.stands);
  CHECK_FALSE(fell.row().decision.entry.is_null());
  const Told yes(k_authority, "{risk: unlikely, decisions: [{about: authority, answer: yes}]}");
  CHECK(yes.verdicts() == "authority=yes");
  CHECK(yes.row().decision.stands);
}

TEST_CASE("what a later entry corrects is neither decided nor told") {
  const Told told(
      k_authority,
      "{risk: high, decisions: [{about: authority, answer: no}, {about: people, answer: "
      "no, corrects: 0}], notifications: [{recipient: authority, at: x}, {recipient: "
      "dpo, at: x, corrects: 0}]}");
  CHECK(told.row().decision.entry.is_null());
  CHECK_FALSE(told.row().is_done());
}

TEST_CASE("each group has its own answer, decision and message") {
  const std::string groups =
      "subjects: [{group: patients, unit: Home, risk: high}, {group: employees, risk: low}]";
  const Told open(k_people, "{" + groups + "}");
  CHECK(open.verdicts() == "people/patients/Home=yes, people/employees=no");
  CHECK(test::joined(open.row().reasons) == "high");
  const Told decided(k_people,
                     "{" + groups +
                         ", decisions: [{about: people, group: patients/Home, answer: no}, "
                         "{about: people, group: employees, answer: yes}], notifications: "
                         "[{recipient: people, group: employees, at: x}]}");
  CHECK(decided.verdicts() == "people/patients/Home=no, people/employees=yes");
  CHECK_FALSE(decided.row(0).is_done());
  CHECK(decided.row(1).is_done());
  const Told all(k_people, "{" + groups + ", notifications: [{recipient: people, at: x}]}");
  CHECK((all.row(0).is_done() && all.row(1).is_done()));
  const Told unit(k_people,
                  "{" + groups + ", notifications: [{recipient: people, group: patients, at: x}]}");
  CHECK((unit.row(0).is_done() && !unit.row(1).is_done()));
  const Told nobody(k_people, "{}");
  CHECK(nobody.verdicts() == "people=cannot_decide(subjects)");
}

TEST_CASE("told publicly where it would take disproportionate effort, or so it was decided") {
  const std::string both = k_people + ", " + k_publicly;
  CHECK(Told(both, "{subjects: [{group: users, risk: high}]}").verdicts() == "people/users=yes");
  CHECK(Told(both, "{effort: too_much, subjects: [{group: users, risk: high}]}").verdicts() ==
        "publicly/users=yes");
  CHECK(Told(both, "{effort: too_much, subjects: [{group: users, risk: high}], decisions: [{about: "
                   "people, answer: yes, how: individually}]}")
            .verdicts() == "people/users=yes");
  CHECK(Told(both, "{subjects: [{group: users, risk: high}], decisions: [{about: people, answer: "
                   "yes, how: publicly}]}")
            .verdicts() == "publicly/users=yes");
  CHECK(Told(both, "{effort: too_much, subjects: [{group: users, risk: high}], decisions: [{about: "
                   "people, answer: no}], assessments: [{result: {people: yes}, inputs: {}}]}")
            .verdicts() == "people/users=no");
}

TEST_CASE("letters and guardians wait until it is settled how to reach a protected person") {
  const auto people = line(
      "people", "basis: law, recipient: people, verb: tell, need: duty, for_each: subjects, "
                "channels: [letter, digital_post, telephone], only: entry.cleared.channels, bars: "
                "[{channels: [letter, digital_post, guardians], when: {all: [{fact: entry.cleared, "
                "exists: false}, {fact: entry.protected, is: true}]}, reason: b}], first: "
                "[{channels: [telephone], when: {fact: entry.protected, is: true}, reason: f}], "
                "done: [\"notifications[*].at\"]");
  struct Row {
    std::string subject;
    std::string channels;
  };
  const Row rows[] = {
      {"protected: false", "letter, digital_post, telephone"},
      {"protected: true", "+telephone, -letter, -digital_post, -guardians"},
      {"protected: {unknown: why}", "telephone, -letter, -digital_post, -guardians"}, // in doubt
      {"protected: true, cleared: {channels: [telephone, in_person]}", "telephone, in_person"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.subject);
    CHECK(channels(Told(people, "{subjects: [{group: minors, " + row.subject + "}]}").row()) ==
          row.channels);
  }
}

TEST_CASE("an agreement takes channels away and lifts no bar") {
  const auto people = line(
      "people", "basis: law, recipient: people, verb: tell, need: duty, for_each: subjects, "
                "channels: [letter, telephone, email], only: entry.agreed, bars: [{channels: "
                "[email, guardians], when: {fact: entry.types, has: health}, reason: b}], done: "
                "[\"notifications[*].at\"]");
  const auto of = [&](const std::string& subject) {
    return channels(Told(people, "{subjects: [{group: users, " + subject + "}]}").row());
  };
  CHECK(of("types: [health]") == "letter, telephone, -email, -guardians");
  CHECK(of("types: [health], agreed: [email, in_person]") == "in_person, -email");
  CHECK(of("types: [contact], agreed: [email, letter]") == "email, letter");
  CHECK(of("types: {unknown: why}, agreed: [email]") == "-email"); // in doubt
}

TEST_CASE("a withdrawal tells nobody, and a first notice says that more follows") {
  const auto state = [](const std::string& notifications) {
    const Told told(k_authority, "{risk: high, notifications: [" + notifications + "]}");
    return std::pair(told.row().is_done(), told.row().is_begun());
  };
  CHECK(state("") == std::pair(false, false));
  CHECK(state("{recipient: authority, phase: withdrawal, at: x}") == std::pair(false, false));
  CHECK(state("{recipient: dpo, at: x}") == std::pair(false, false));
  CHECK(state("{recipient: authority, phase: incomplete, at: x}") == std::pair(true, true));
  CHECK(state("{recipient: authority, phase: incomplete, at: x}, {recipient: authority, phase: "
              "complete, at: y}") == std::pair(true, false));
  const std::string withdrawn = "{recipient: authority, phase: complete, at: x}, {recipient: "
                                "authority, phase: withdrawal, at: y}";
  CHECK(state(withdrawn) == std::pair(false, false));
  CHECK(Told(k_authority, "{risk: high, notifications: [" + withdrawn + "]}")
            .row()
            .withdrawn.text("at") == "y");
  CHECK(state(withdrawn + ", {recipient: authority, phase: follow_up, at: z}").first == false);
  CHECK(state(withdrawn + ", {recipient: authority, phase: complete, at: z}").first);
  CHECK(state("{recipient: authority, phase: follow_up, at: x}").first == false);
  const std::string follow_up = ", {recipient: authority, phase: follow_up, at: y";
  CHECK(state("{recipient: authority, at: x}" + follow_up + "}") == std::pair(true, false));
  CHECK(state("{recipient: authority, phase: complete, at: x}" + follow_up + "}") ==
        std::pair(true, false));
  // What follows up a first notice does not end it, and neither do some who were not reached.
  CHECK(state("{recipient: authority, phase: incomplete, at: x}" + follow_up + "}") ==
        std::pair(true, true));
  CHECK(state("{recipient: authority, at: x}" + follow_up + ", not_reached_number: 3}") ==
        std::pair(true, true));
  CHECK(state("{recipient: authority, at: x}" + follow_up + ", not_reached_number: 0}") ==
        std::pair(true, false));
}

TEST_CASE("roles that are party to the case are neither told nor tell nor decide") {
  const auto lines =
      line("dpo", "basis: law, recipient: dpo, verb: inform, need: duty, to: [dpo], done: "
                  "[\"notifications[recipient=dpo].at\"]") +
      ", " +
      line("send", "basis: law, recipient: authority, verb: notify, need: duty, by: "
                   "[send_to_authority], done: [\"notifications[recipient=authority].at\"]");
  const Told told(lines, "{conflict: [leader, ombud]}",
                  "{decide: [leader, director], send_to_authority: [leader, adviser], roles: "
                  "{leader: {is: controller}, ombud: {is: dpo}, other: {is: dpo}, adviser: {}}}");
  CHECK(test::joined(told.plan().conflict) == "leader, ombud");
  CHECK(test::joined(told.plan().deciders) == "director");
  CHECK(test::joined(told.row(0).to) == "other");
  CHECK(test::joined(told.row(0).left) == "ombud");
  CHECK(test::joined(told.row(1).by) == "adviser");
  CHECK(test::joined(told.row(1).left) == "leader");
}

TEST_CASE("when all who may decide or tell are party to the case, their deputies are asked first") {
  const auto lines =
      line("send", "basis: law, recipient: authority, verb: notify, need: duty, by: "
                   "[send_to_authority], done: [\"notifications[recipient=authority].at\"]");
  const Told told(lines, "{conflict: [leader, director]}",
                  "{decide: [leader, director], send_to_authority: [leader], roles: {leader: "
                  "{deputies: [Kari]}, director: {deputies: [vacant]}}}");
  CHECK(told.plan().deciders.empty());
  CHECK(test::joined(told.plan().deputies) == "leader");
  CHECK(test::joined(told.row().by_deputy) == "leader");
  // As long as one of them is left, no deputy acts.
  const Told one_left(lines, "{conflict: [leader]}",
                      "{decide: [leader, director], send_to_authority: [leader, director], roles: "
                      "{leader: {deputies: [Kari]}, director: {deputies: [Ola]}}}");
  CHECK(test::joined(one_left.plan().deciders) == "director");
  CHECK(one_left.plan().deputies.empty());
  CHECK(test::joined(one_left.row().by) == "director");
  CHECK(one_left.row().by_deputy.empty());
}

TEST_CASE("escalation follows the category: preliminary, assessed, or open") {
  const auto escalate = [](const std::string& category) {
    return line(category,
                "basis: house, recipient: management, verb: inform, need: duty, for_each: "
                "org.categories." +
                    category + ".escalate, when: {fact: answer.category, is: " + category +
                    "}, to: [entry], done: [\"notifications[*].at\"], done_for: role");
  };
  const auto lines = escalate("high") + ", " + escalate("low");
  const std::string organisation =
      "{categories: {high: {escalate: [director, press]}, low: {escalate: "
      "[leader]}}, roles: {director: {}, press: {}, leader: {}}}";
  const auto told = [&](const std::string& document) {
    std::vector<std::string> all;
    const Told one(lines, document, organisation);
    for (const auto& row : one.plan().rows) {
      all.push_back(test::joined(row.to) + (row.is_done() ? "!" : "") +
                    (row.verdict == core::Verdict::yes ? "" : "?"));
    }
    return test::joined(all);
  };
  CHECK(told("{risk: high}") == "director, press");
  CHECK(told("{risk: unlikely}") == "leader");
  CHECK(told("{risk: high, handling: {set_before: low}}") == "leader");
  CHECK(told("{risk: high, handling: {set_before: low}, assessments: [{result: "
             "{category: high}}]}") == "director, press");
  // An assessment that could not say leaves the one that was set, as in the steps and the closing.
  CHECK(told("{risk: high, handling: {set_before: low}, assessments: [{result: "
             "{category: not_certain}}]}") == "leader");
  CHECK(told("{risk: high, assessments: [{result: {category: not_certain}}]}") ==
        "director, press");
  CHECK(told("{}") == "director?, press?, leader?");
  CHECK(told("{risk: high, notifications: [{recipient: management, role: press, at: x}]}") ==
        "director, press!");
  CHECK(told("{risk: high, conflict: [director]}") == "press");
  const Told early(lines, "{risk: high, handling: {set_before: low}}", organisation);
  CHECK(early.plan().is_preliminary);
  CHECK(early.plan().category == "low");
  const Told assessed(
      lines, "{risk: high, handling: {set_before: low}, assessments: [{result: {category: low}}]}",
      organisation);
  CHECK_FALSE(assessed.plan().is_preliminary);
  CHECK_FALSE(Told(lines, "{risk: high}", organisation).plan().is_preliminary);
  CHECK(Told(lines, "{risk: high}", organisation).plan().category == "high");
  CHECK_FALSE(Told(lines, "{}", organisation).plan().category.has_value());
}

TEST_CASE("the law comes before the house, duties before advice, and nobody is informed twice") {
  const auto at = [](const std::string& id, const std::string& basis, const std::string& need,
                     const std::string& to) {
    return line(id, "basis: " + basis + ", recipient: other, verb: inform, need: " + need +
                        ", to: [" + to + "], done: [\"notifications[*].at\"]");
  };
  const Told told(at("a", "house", "duty", "dpo") + ", " + at("b", "law", "consider", "it") + ", " +
                      at("c", "law", "duty", "dpo") + ", " + at("d", "house", "duty", "owner") +
                      ", " + at("u", "house", "urgent", "team"),
                  "{}", "{roles: {x: {is: dpo}, y: {is: it}}}");
  CHECK(told.verdicts() == "u=yes, c=yes, b=yes, d=yes");
}

TEST_CASE("a line that may come to nothing takes no role from one that is sure") {
  const auto to_dpo = [](const std::string& id, const std::string& more) {
    return line(id, "basis: law, recipient: dpo, verb: inform, need: duty, to: [dpo], done: "
                    "[\"notifications[*].at\"]" +
                        more);
  };
  const auto lines = to_dpo("a", ", when: {fact: risk, is: high}") + ", " + to_dpo("b", "");
  const std::string roles = "{roles: {x: {is: dpo}}}";
  CHECK(Told(lines, "{risk: high}", roles).verdicts() == "a=yes");
  CHECK(Told(lines, "{risk: {unknown: why}}", roles).verdicts() ==
        "a=depends(risk (declared)), b=yes");
  CHECK(Told(lines, "{}", roles).verdicts() == "a=cannot_decide(risk), b=yes");
  CHECK(Told(lines, "{risk: low}", roles).verdicts() == "b=yes");
  // Behind one that is sure there is nothing left to ask.
  const auto reversed = to_dpo("b", "") + ", " + to_dpo("a", ", when: {fact: risk, is: high}");
  CHECK(Told(reversed, "{risk: {unknown: why}}", roles).verdicts() == "b=yes");
}

TEST_CASE("the role that the case names is told, and a group is not told twice") {
  const auto owner = line("o", "basis: house, recipient: owner, verb: inform, need: duty, to: "
                               "[owner], named: owner, done: [\"notifications[*].at\"]");
  const std::string roles = "{roles: {any: {is: owner}, head: {is: management}}}";
  const Told named(owner, "{owner: head}", roles);
  CHECK(test::joined(named.row().to) == "head");
  CHECK(named.row().named.empty());
  const Told stranger(owner, "{owner: Kari}", roles);
  CHECK(test::joined(stranger.row().to) == "any");
  CHECK(test::joined(stranger.row().named) == "Kari");
  const Told party(owner, "{owner: head, conflict: [head]}", roles);
  CHECK(party.row().to.empty());
  CHECK(test::joined(party.row().left) == "head");
  const auto people = [](const std::string& id, const std::string& basis, const std::string& need) {
    return line(id, "basis: " + basis + ", recipient: people, verb: tell, need: " + need +
                        ", for_each: subjects, done: [\"notifications[*].at\"]");
  };
  CHECK(Told(people("r", "law", "recommended") + ", " + people("d", "house", "duty"),
             "{subjects: [{group: users}]}")
            .verdicts() == "d/users=yes");
  const auto decided =
      line("d", "basis: house, recipient: people, verb: tell, need: consider, for_each: subjects, "
                "considered: \"others[whom=people]\", done: [\"notifications[*].at\"]");
  CHECK(Told(people("r", "law", "recommended") + ", " + decided,
             "{subjects: [{group: users}], others: [{whom: people, tell: true}]}")
            .verdicts() == "d/users=yes");
}

TEST_CASE("what must be known first: one of several is enough, and what cannot be known counts") {
  const auto lines =
      line("a", "basis: law, recipient: authority, verb: notify, need: duty, needs: "
                "[what, [role.dpo.contact, org.contact], \"subjects[*].count\"], done: "
                "[\"notifications[*].at\"]");
  CHECK(test::told(Told(lines, "{}").row().missing) == "what, role.dpo.contact, subjects[*].count");
  CHECK(test::told(Told(lines,
                        "{what: {unknown: why}, subjects: [{count: 1}, {count: {unknown: why}}]}",
                        "{contact: x, roles: {}}")
                       .row()
                       .missing) == "what (declared), subjects[1].count (declared)");
  CHECK(Told(lines, "{what: {undeterminable: why}, subjects: [{count: 1}]}",
             "{roles: {a: {is: dpo, contact: x}}}")
            .row()
            .missing.empty());
}

TEST_CASE("what somebody has considered is told or not, with the reason") {
  const auto lines =
      line("media", "basis: house, recipient: media, verb: inform, need: consider, "
                    "considered: \"others[whom=media]\", done: [\"notifications[*].at\"]");
  CHECK(Told(lines, "{}").row().need == "consider");
  const Told yes(lines, "{others: [{whom: media, tell: true}]}");
  CHECK(yes.verdicts() == "media=yes");
  CHECK(yes.row().need == "decided"); // which is neither a duty nor still to be considered
  const auto duty = line("people", "basis: law, recipient: people, verb: tell, need: duty, "
                                   "considered: \"others[whom=people]\", done: "
                                   "[\"notifications[*].at\"]");
  CHECK(Told(duty, "{others: [{whom: people, tell: true}]}").row().need == "duty");
  const Told no(lines, "{others: [{whom: media, tell: false, why: nobody asks}]}");
  CHECK(no.verdicts() == "media=no");
  CHECK(no.row().considered.text("why") == "nobody asks");
}

TEST_CASE("a rule that is not in force on the day is no line") {
  auto later = k_authority;
  later.replace(later.find("2020-01-01"), 10, "2026-10-06");
  CHECK(Told(later, "{risk: high}").plan().rows.empty());
}

TEST_CASE("a line without recipient, verb, need or proof is no line") {
  CHECK(test::error_of([] { Told(line("a", "basis: law, recipient: x, verb: tell"), "{}"); }) ==
        "bad-rule");
}
