// SPDX-License-Identifier: MIT
#include "core/organisation.hpp"

#include <string>
#include <vector>

#include "facts.hpp"

namespace {

const std::vector<std::string> k_steps = {"first", "second"};

std::string found(const std::string& text) {
  return test::names(core::organisation_findings(test::read(text), k_steps));
}

// Two who can send, one who decides, and whatever is added.
std::string held(const std::string& more) {
  return "{roles: {leader: {is: controller, holder: Head, deputies: [Deputy]}, dpo: {is: dpo, "
         "holder: vacant}, team: {appointed: when_needed}}, decide: [leader], send_to_authority: "
         "[leader]" +
         more + "}";
}

} // namespace

TEST_CASE("an organisation in which all is said has no findings") {
  CHECK(found(held("")) == "");
  CHECK(found(held(", routine: {document: Routine}")) == "");
  CHECK(found(held(", example: false")) == "");
}

TEST_CASE("what is not what it should be is passed by: the schema says it") {
  CHECK(found("{}") == "nobody-named");
  CHECK(found("{roles: [a], decide: [1], send_to_authority: x, routine: [], policies: 3}") ==
        "nobody-named");
  CHECK(found("{roles: {leader: x}, routine: {matrix: [x, {step: 3}], team: x}}") ==
        "role-without-holder, nobody-named, step-missing");
}

TEST_CASE("a role is defined wherever it is named") {
  const std::vector<std::string> places = {
      "routine: {team: [{need: x, role: ledaer, appointed: fixed}]}",
      "routine: {team: [{need: x, role: team, appointed: covered, covered_by: ledaer}]}",
      "policies: {category_actions: {low: {escalate: [leader, ledaer]}}}",
      "policies: {category_actions: {high: {escalate: [ledaer]}}}",
  };
  for (const auto& place : places) {
    CAPTURE(place);
    const auto findings = core::organisation_findings(test::read(held(", " + place)), k_steps);
    REQUIRE(test::names(findings) == "role-not-defined");
    CHECK(findings.front().severity == core::Severity::error);
    CHECK(test::argument(findings.front(), "role") == "ledaer");
    CHECK(test::argument(findings.front(), "near") == "leader");
    CHECK(findings.front().line == 1);
    CHECK(findings.front().column > 1);
  }
  for (const auto* list : {"performing", "consulted", "informed"}) {
    CAPTURE(list);
    const auto row = std::string("{step: first, responsible: team, performing: [team], ") +
                     (list == std::string("performing") ? "x" : list) + ": [nobody_there]}";
    const auto names = found(held(", routine: {matrix: [" + row + "]}"));
    CHECK(names ==
          (list == std::string("performing") ? "step-missing" : "role-not-defined, step-missing"));
  }
  CHECK(found(held(", routine: {matrix: [{step: first, responsible: boss, performing: [team]}, "
                   "{step: second, responsible: team, performing: [chief]}]}")) ==
        "role-not-defined, role-not-defined");
}

TEST_CASE("the data protection officer decides under no name") {
  CHECK(found("{roles: {dpo: {holder: A, deputies: [B]}}, decide: [dpo], send_to_authority: "
              "[dpo]}") == "dpo-may-not-decide");
  CHECK(found("{roles: {ombud: {is: dpo, holder: A, deputies: [B]}}, decide: [ombud], "
              "send_to_authority: [ombud]}") == "dpo-may-not-decide");
}

TEST_CASE("roles by name, and who stands in for them") {
  const auto organisation = test::read("{roles: {leader: {holder: vacant, deputies: [vacant, Kari, "
                                       "Ola]}, adviser: {title: Adviser}}}");
  CHECK(core::roles_of(organisation).as_map().size() == 2);
  CHECK(core::role_of(organisation, "adviser")->text("title") == "Adviser");
  CHECK(core::role_of(organisation, "nobody") == nullptr);
  CHECK(test::joined(core::deputies_of(organisation, "leader")) == "Kari, Ola");
  CHECK(core::deputies_of(organisation, "adviser").empty());
  CHECK(core::deputies_of(organisation, "nobody").empty());
  CHECK(core::has_readable_roles(organisation));
  CHECK_FALSE(core::is_held(*core::role_of(organisation, "leader")->find("holder")));
  CHECK_FALSE(core::is_held(""));
  CHECK(core::is_held("Kari"));
  for (const auto* broken : {"{}", "{roles: none}", "{roles: [leader]}"}) {
    CAPTURE(broken);
    CHECK(core::roles_of(test::read(broken)).as_map().empty());
    CHECK(core::role_of(test::read(broken), "leader") == nullptr);
    CHECK_FALSE(core::has_readable_roles(test::read(broken)));
  }
  CHECK_FALSE(core::has_readable_roles(test::read("{roles: {leader: Kari}}")));
}

TEST_CASE("vacant is said openly; as long as nobody is named that is a note") {
  const auto findings = core::organisation_findings(
      test::read("{roles: {leader: {holder: vacant, deputies: [vacant]}}, decide: [leader], "
                 "send_to_authority: [leader]}"),
      k_steps);
  REQUIRE(test::names(findings) == "nobody-named");
  CHECK(findings.front().severity == core::Severity::note);
}

TEST_CASE("a role that is always held has a holder, or is vacant") {
  CHECK(found(held(", x: 1")) == "");
  const std::string rest = ", decide: [a], send_to_authority: [a]}";
  CHECK(found("{roles: {a: {holder: A, deputies: [B]}, b: {title: B}}" + rest) ==
        "role-without-holder");
  CHECK(found("{roles: {a: {holder: A, deputies: [B]}, b: {appointed: fixed}}" + rest) ==
        "role-without-holder");
  for (const auto* appointed : {"each_time", "when_needed", "outside"}) {
    CHECK(found(std::string("{roles: {a: {holder: A, deputies: [B]}, b: {appointed: ") + appointed +
                "}}" + rest) == "");
  }
}

TEST_CASE("somebody decides, and two can send") {
  struct Row {
    std::string roles;
    std::string decide;
    std::string send;
    std::string findings;
  };
  const Row rows[] = {
      {"a: {holder: A}, b: {holder: B}", "a", "a, b", ""},
      {"a: {holder: A}, b: {holder: A}", "a", "a, b", "one-sender"}, // one and the same
      {"a: {holder: A, deputies: [vacant]}", "a", "a", "one-sender"},
      {"a: {holder: vacant, deputies: [A, B]}", "a", "a", ""},
      {"a: {holder: A, deputies: [B]}, b: {holder: vacant}", "b", "a", "no-decider"},
      {"a: {holder: A, deputies: [B]}, b: {holder: vacant}", "a, b", "a", ""},
      {"a: {holder: A, deputies: [B]}, b: {appointed: each_time}", "b", "a", ""},
      {"a: {holder: A, deputies: [B]}", "", "a", "no-decider"},
      {"a: {holder: A, deputies: [B]}", "a", "", "one-sender"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.roles);
    CHECK(found("{roles: {" + row.roles + "}, decide: [" + row.decide + "], send_to_authority: [" +
                row.send + "]}") == row.findings);
  }
}

TEST_CASE("each step of the routine stands once, and somebody performs it") {
  const auto matrix = [](const std::string& rows) {
    return found(held(", routine: {matrix: [" + rows + "]}"));
  };
  const std::string first = "{step: first, responsible: team, performing: [team]}";
  const std::string second = "{step: second, responsible: leader, performing: [team]}";
  CHECK(matrix(first + ", " + second) == "");
  CHECK(matrix(second + ", " + first) == ""); // the order is a guide
  CHECK(matrix(first) == "step-missing");
  CHECK(matrix("") == "step-missing");
  CHECK(matrix(first + ", " + first + ", " + second) == "step-twice");
  CHECK(matrix(first + ", {step: second, responsible: leader}") == "step-without-performer");
  CHECK(matrix(first + ", {step: second, responsible: leader, performing: []}") ==
        "step-without-performer");
}

TEST_CASE("a sample register is named as one") {
  const auto findings = core::organisation_findings(test::read(held(", example: true")), k_steps);
  REQUIRE(test::names(findings) == "example-register");
  CHECK(findings.front().severity == core::Severity::note);
}

TEST_CASE("a role is what it says, else what it is called; of several the first counts") {
  const auto organisation = test::read(
      "{roles: {boss: {is: controller}, dpo: {holder: A}, adviser: {is: dpo, holder: B}, "
      "controller: {is: board}, odd: x}}");
  const auto first = [&](std::string_view what) {
    const auto* role = core::first_role(organisation, what);
    return role != nullptr ? role->key : "";
  };
  CHECK(first("controller") == "boss");
  CHECK(first("dpo") == "dpo");
  CHECK(first("board") == "controller");
  CHECK(first("odd") == "odd");
  CHECK(first("boss") == "");
  CHECK(first("") == "");
  std::vector<std::string> all;
  for (const auto& [what, role] : core::first_roles(organisation)) {
    CHECK(role == core::first_role(organisation, what));
    all.push_back(what);
  }
  CHECK(test::joined(all) == "board, controller, dpo, odd");
  CHECK(core::first_roles(test::read("{roles: [dpo]}")).empty());
}

// Art. 33(3)(b), 34(2): the officer or another contact point from whom more can be obtained.
TEST_CASE("the contact point is the first who says who or where") {
  const auto point = [](const std::string& roles) {
    const auto organisation = test::read("{roles: {" + roles + "}}");
    const auto* role = core::contact_point(organisation);
    return role != nullptr ? role->key : "";
  };
  CHECK(point("boss: {is: controller, holder: A}, o: {is: dpo, holder: B}") == "o");
  CHECK(point("boss: {is: controller, holder: A}, dpo: {contact: x}") == "dpo");
  CHECK(point("boss: {is: controller, holder: A}, o: {is: dpo, holder: vacant}") == "boss");
  CHECK(point("boss: {is: controller, holder: A}, o: {is: privacy_adviser, contact: x}") == "o");
  CHECK(point("boss: {is: controller, title: Head}, o: {is: board, holder: A}") == "");
  CHECK(point("") == "");
}

// Art. 38(6): no tasks that lead to a conflict of interests.
TEST_CASE("the data protection officer is known by name and by what a role is") {
  const auto organisation = test::read("{roles: {officer: {is: dpo}, boss: {is: controller}}}");
  CHECK(core::is_dpo(organisation, "officer"));
  CHECK(core::is_dpo(organisation, "dpo"));
  CHECK_FALSE(core::is_dpo(organisation, "boss"));
  CHECK_FALSE(core::is_dpo(organisation, "nobody"));
}

TEST_CASE("who is party to a case leaves it to the others, all of them to those who stand in") {
  const auto organisation =
      test::read("{roles: {a: {deputies: [D, vacant]}, b: {deputies: [vacant]}, c: {}}}");
  const auto acting = [&](const std::vector<std::string>& parties) {
    const auto who = core::acting_of(organisation, {"a", "b", "c"}, parties);
    return test::joined(who.roles) + "; " + test::joined(who.left) + "; " +
           test::joined(who.by_deputy);
  };
  CHECK(acting({}) == "a, b, c; ; ");
  CHECK(acting({"a", "x"}) == "b, c; a; ");
  CHECK(acting({"c", "b", "a"}) == "; a, b, c; a");
}
