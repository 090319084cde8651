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
    all += fmt::format("{}{}{}={}{}{}", all.empty() ? "" : " ", clock.rule->id.substr(7),
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
  CHECK(clocks(k_aware + "scope: {regime: deceased}\n") == "");
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
        "authority_72_hours=running action_due:actions[0]=running evaluation=running,target "
        "close=running,target look_again:data.types=running");
}
