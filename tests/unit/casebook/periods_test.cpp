// SPDX-License-Identifier: MIT
// The periods of breaches as schemas/breach/kind.yaml says them.
#include <fmt/format.h>

#include "core/clock.hpp"
#include "published.hpp"
#include "system/clock.hpp"

namespace {

const std::string k_aware = "received: 2026-10-05T14:50:00+02:00\n"
                            "times: {discovered: 2026-10-05T14:10:00+02:00, aware: "
                            "2026-10-05T14:37:00+02:00}\n";

// "authority_72_hours=overdue,at_once people=running": every clock without the kind's name.
std::string clocks(const std::string& text, const std::string& now = "2026-10-09T12:00:00+02:00",
                   const std::string& organisation = "{}\n") {
  const auto document = test::text_case(text);
  const auto own = test::text_case(organisation);
  const auto zone = sys::zone("Europe/Oslo");
  const core::Reckoning by{own, *test::kinds().calendar("no"), core::parsed_time(now)->instant,
                           zone};
  std::string all;
  for (const auto& clock : core::clocks(test::kinds().kind("breach"), document, by)) {
    all += fmt::format("{}{}{}={}{}{}", all.empty() ? "" : " ",
                       clock.rule->id.substr(clock.rule->id.find('.') + 1),
                       clock.subject.empty() ? "" : ":" + clock.subject, core::name_of(clock.state),
                       clock.at_once ? ",at_once" : "", clock.is_target ? ",target" : "");
  }
  return all;
}

} // namespace

TEST_CASE("the authority's 72 hours run for every breach, assessed or not") {
  CHECK(clocks(k_aware, "2026-10-08T14:37:00+02:00") == "authority_72_hours=running");
  CHECK(clocks(k_aware, "2026-10-08T14:38:00+02:00") == "authority_72_hours=overdue");
  const auto decided = [](const std::string& decisions) {
    return clocks(k_aware + "decisions:\n" + decisions);
  };
  const std::string no =
      "  - {about: authority, answer: \"no\", reason: x, decided_at: 2026-10-06T10:00:00+02:00}\n";
  const std::string yes =
      "  - {about: authority, answer: \"yes\", reason: x, decided_at: 2026-10-07T10:00:00+02:00}\n";
  CHECK(decided(no) == "authority_72_hours=stopped");
  CHECK(decided(no + yes) == "authority_72_hours=overdue,at_once");
  CHECK(decided(yes) == "authority_72_hours=overdue");
  CHECK(clocks(k_aware + "assessments: [{result: {highest_level: high}}]\n") ==
        "authority_72_hours=overdue,at_once");
  // Other rules: their limits are not counted, and that is said.
  CHECK(clocks(k_aware + "scope: {regime: deceased}\n") == "other_rules=running");
  CHECK(clocks(k_aware + "scope: {regime: police_and_prison}\n") == "other_rules=running");
}

TEST_CASE("a withdrawal is no notification") {
  const std::string withdrawal =
      "  - {recipient: authority, at: 2026-10-07T10:00:00+02:00, phase: withdrawal}\n";
  CHECK(clocks(k_aware + "notifications:\n" + withdrawal) == "authority_72_hours=overdue");
  CHECK(clocks(k_aware +
               "notifications:\n  - {recipient: authority, at: 2026-10-06T10:00:00+02:00}\n" +
               withdrawal) == "authority_72_hours=met");
}

TEST_CASE("a no stops nothing once a newer assessment speaks against it") {
  const auto of = [](const std::string& authority) {
    return "  - {at: 2026-10-07T10:00:00+02:00, result: {authority: \"" + authority +
           "\", highest_level: risk}}\n";
  };
  const std::string first = "assessments:\n  - {at: 2026-10-06T09:00:00+02:00, result: {authority: "
                            "\"no\", highest_level: unlikely}}\n";
  const std::string no =
      "decisions:\n  - {about: authority, answer: \"no\", reason: x, decided_at: "
      "2026-10-06T10:00:00+02:00, assessment: 0}\n";
  CHECK(clocks(k_aware + first + no) == "authority_72_hours=stopped");
  CHECK(clocks(k_aware + first + of("no") + no) == "authority_72_hours=stopped");
  for (const auto* against : {"yes", "depends", "cannot_decide"}) {
    CAPTURE(std::string(against));
    CHECK(clocks(k_aware + first + of(against) + no) == "authority_72_hours=overdue");
    CHECK(clocks(k_aware + first + of(against) + no +
                 "  - {about: authority, answer: \"no\", reason: y, decided_at: "
                 "2026-10-07T11:00:00+02:00, assessment: 1}\n") == "authority_72_hours=stopped");
  }
}

TEST_CASE("all the people are told before that clock ends") {
  const std::string base =
      "received: 2026-10-05T14:50:00+02:00\nscope: {role: processor}\n"
      "subjects: [{group: patients}, {group: employees}]\n"
      "assessments: [{at: 2026-10-05T16:00:00+02:00, result: {people: \"yes\"}}]\n"
      "times: {aware: 2026-10-05T14:37:00+02:00}\n";
  const std::string yes = "decisions: [{about: people, answer: \"yes\", reason: x}]\n";
  const std::string target = "policies: {targets: {tell_people: {days: 2}}}\n";
  const std::string one = "notifications:\n  - {recipient: people, group: patients, at: "
                          "2026-10-06T10:00:00+02:00}\n";
  const std::string other =
      "  - {recipient: people, group: employees, at: 2026-10-08T10:00:00+02:00}\n";
  for (const auto& decided : {yes, std::string()}) {
    CAPTURE(decided);
    const auto state = [&](const std::string& more) {
      return clocks(base + decided + more, "2026-10-09T12:00:00+02:00", target).substr(19);
    };
    CHECK(state(one) == "people=overdue,target");
    CHECK(state(one + other) == "people=late,target");
    CHECK(state(one + "  - {recipient: people, at: 2026-10-07T10:00:00+02:00}\n") ==
          "people=met,target");
  }
}

TEST_CASE("the time to be sure counts from the earlier of discovery and the processor's message") {
  const auto names = [](const std::string& times) {
    const auto document = test::text_case("received: 2026-10-09T10:00:00+02:00\ntimes: {" + times +
                                          ", aware: 2026-10-08T14:00:00+02:00}\n");
    const auto own = test::text_case("{}\n");
    const auto zone = sys::zone("Europe/Oslo");
    const core::Reckoning by{own, *test::kinds().calendar("no"),
                             core::parsed_time("2026-10-09T12:00:00+02:00")->instant, zone};
    std::string all;
    for (const auto& one : core::late_without_reason(test::kinds().kind("breach"), document, by)) {
      all += one.name;
    }
    return all;
  };
  CHECK(names("discovered: 2026-10-08T13:00:00+02:00") == "");
  CHECK(names("told_by_processor: 2026-10-06T13:00:00+02:00") == "reason-missing");
  CHECK(names("discovered: 2026-10-08T13:00:00+02:00, told_by_processor: "
              "2026-10-06T13:00:00+02:00") == "reason-missing");
}

TEST_CASE("a processor has a clock of its own, and the controller's is not its") {
  const auto processor = k_aware + "scope: {role: processor}\n";
  CHECK(clocks(processor) == "controller=running"); // no number in law
  CHECK(clocks(processor, "2026-10-09T12:00:00+02:00",
               "policies: {targets: {tell_controller: {hours: 24}}}\n") ==
        "controller=overdue,target");
  CHECK(clocks(processor + "notifications: [{recipient: controller, at: "
                           "2026-10-05T16:00:00+02:00}]\n") == "controller=met");
}

TEST_CASE("people are told from the first yes on, until they are told or a no is decided") {
  const auto said = k_aware +
                    "notifications: [{recipient: authority, at: "
                    "2026-10-06T10:00:00+02:00, phase: complete}]\n" +
                    "assessments: [{at: 2026-10-05T16:00:00+02:00, result: {people: \"yes\", "
                    "highest_level: high}}]\n";
  CHECK(clocks(said) == "authority_72_hours=met people=running,at_once");
  const std::string target = "policies: {targets: {tell_people: {days: 2}}}\n";
  CHECK(clocks(said, "2026-10-07T23:59:59+02:00", target) ==
        "authority_72_hours=met people=running,at_once,target");
  CHECK(clocks(said, "2026-10-08T00:00:00+02:00", target) ==
        "authority_72_hours=met people=overdue,at_once,target");
  const auto decided = [&](const std::string& decisions) {
    return clocks(said + "decisions:\n" + decisions).substr(23);
  };
  CHECK(decided("  - {about: people, answer: \"no\", reason: x}\n") == "people=stopped");
  CHECK(decided("  - {about: people, answer: \"yes\", group: patients, reason: x}\n"
                "  - {about: people, answer: \"no\", group: employees, reason: x}\n") ==
        "people=running,at_once");
}

TEST_CASE("an incomplete notification is followed up by a complete one") {
  const std::string first =
      k_aware + "notifications:\n  - {recipient: authority, at: 2026-10-06T10:00:00+02:00, phase: "
                "incomplete}\n";
  const std::string week = "policies: {targets: {follow_up: {weeks: 1}}}\n";
  CHECK(clocks(first) == "authority_72_hours=met follow_up=running");
  CHECK(clocks(first, "2026-10-14T00:00:00+02:00", week) ==
        "authority_72_hours=met follow_up=overdue,target");
  const auto then = [&](const std::string& phase) {
    return clocks(first + "  - {recipient: authority, at: 2026-10-08T10:00:00+02:00, phase: " +
                  phase + "}\n")
        .substr(23);
  };
  CHECK(then("complete") == "follow_up=met");
  CHECK(clocks(first +
               "  - {recipient: authority, at: 2026-10-07T10:00:00+02:00, phase: complete}\n"
               "  - {recipient: authority, at: 2026-10-08T10:00:00+02:00, phase: "
               "follow_up}\n") == "authority_72_hours=met follow_up=met");
  CHECK(then("follow_up") == "follow_up=running");
  CHECK(then("withdrawal") == "follow_up=stopped");
  CHECK(clocks(first + "  - {recipient: authority, at: 2026-10-08T10:00:00+02:00, phase: complete, "
                       "corrects: 0}\n") == "authority_72_hours=met");
}

TEST_CASE("actions, what is unknown, and the targets of the house have clocks") {
  CHECK(clocks(k_aware + "actions: [{text: x, due: 2026-10-08}, {text: y}]\n"
                         "data: {types: {unknown: x, by: 2026-10-12}}\n",
               "2026-10-06T12:00:00+02:00",
               "policies: {targets: {evaluation: {months: 1}, close: {months: 2}}}\n") ==
        "authority_72_hours=running evaluation=running,target close=running,target "
        "action_due:actions[0]=running look_again:data.types=running");
}
