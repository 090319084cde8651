// SPDX-License-Identifier: MIT
// What the program says while facts are open holds whatever they turn out to be; and an answer that
// is the same for every value of a fact does not wait for it. Random cases of the kind `breach`.
#include "published.hpp"

#include <random>
#include <set>

#include "core/path.hpp"

namespace {

using Values = std::vector<core::Value>;

Values choices(const core::Path& path) {
  const auto shape = test::kinds().schema("breach").shape(path);
  Values values;
  if (shape && shape->kind == schema::Shape::Kind::boolean) {
    values = {core::Value(true), core::Value(false)};
  } else if (shape && shape->kind == schema::Shape::Kind::choice) {
    values.assign(shape->choices.begin(), shape->choices.end());
  }
  return values;
}

core::Assessment judged(const core::Value& document) {
  static const core::Value organisation{core::Map{}};
  return core::assess(test::kinds().kind("breach"), test::kinds().rules("breach"), document,
                      organisation, test::k_now, test::k_day, choices);
}

// Facts with a few values that the law asks about. What a rule takes as given when absent, or
// asks about only where it exists, means something by being absent: it is declared unknown.
const char* const k_facts[] = {
    "scope.role",
    "scope.security_breach",
    "scope.personal_data",
    "incident.cause",
    "incident.confidentiality.disclosure",
    "incident.confidentiality.protection",
    "incident.confidentiality.recipients.who",
    "incident.confidentiality.recipients.trusted",
    "incident.confidentiality.recipients.deletion",
    "incident.integrity.outcome",
    "incident.integrity.effect",
    "incident.availability.outcome",
    "incident.availability.effect",
    "data.public_before",
    "data.secrecy.bound",
    "subjects[0].protected_address",
    "subjects[0].vulnerable",
    "consequences.severity",
    "communication.later_measures.effective",
    "communication.disproportionate.is",
    "communication.secrecy.applies",
};
const std::set<std::string> k_may_be_absent = {
    "incident.cause",
    "incident.confidentiality.disclosure",
    "incident.confidentiality.recipients.who",
    "incident.integrity.outcome",
    "incident.integrity.effect",
    "incident.availability.outcome",
    "incident.availability.effect",
};

class Cases {
public:
  explicit Cases(unsigned seed) : m_random(seed) {}

  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random);
  }

  core::Value one() {
    core::Value document;
    const auto list = [&](const char* path, std::initializer_list<const char*> values) {
      core::List some;
      for (const auto* value : values) {
        if (below(2) == 0) {
          some.emplace_back(value);
        }
      }
      if (some.empty()) {
        some.emplace_back(*values.begin());
      }
      core::put(document, core::path_of(path), core::Value(some));
    };
    list("incident.types", {"confidentiality", "integrity", "availability"});
    list("incident.nature", {"other", "device_lost_or_stolen", "sent_by_mistake"});
    list("data.types", {"basic", "contact", "health", "economic", "credentials"});
    core::Value group;
    group.set("group", below(2) == 0 ? "minors" : "customers");
    core::Value count;
    count.set("exact", core::Value(static_cast<int>(below(3) * 5000 + 1)));
    group.set("count", count);
    document.set("subjects", core::Value(core::List{group}));
    for (const auto* fact : k_facts) {
      const auto path = core::path_of(fact);
      const auto values = choices(path);
      REQUIRE_MESSAGE(!values.empty(), fact);
      core::put(document, path, values[below(values.size())]);
    }
    return document;
  }

  // Leave a fact open: absent, or declared unknown.
  core::Value without(const core::Value& document, const std::string& fact) {
    auto path = core::path_of(fact);
    auto open = document;
    if (k_may_be_absent.contains(fact) && below(2) == 0) {
      core::put(open, path, core::Value());
      const auto key = path.steps.back().key;
      path.steps.pop_back();
      auto above = *core::at(open, path);
      above.erase(key);
      core::put(open, path, above);
    } else {
      core::Value unknown;
      unknown.set("unknown", "why");
      core::put(open, path, unknown);
    }
    return open;
  }

private:
  std::mt19937 m_random;
};

std::string verdict(const core::Assessment& assessment, const char* about) {
  return core::name_of(assessment.find(about)->verdict);
}

bool is_certain(const std::string& verdict) {
  return verdict == "yes" || verdict == "no";
}

} // namespace

TEST_CASE("an answer is certain exactly when every value of the one open fact gives it") {
  Cases cases(20261005);
  int agreed = 0;
  for (int round = 0; round < 400; ++round) {
    const auto whole = cases.one();
    const std::string fact = k_facts[cases.below(std::size(k_facts))];
    const auto open = cases.without(whole, fact);
    const auto today = judged(open);
    for (const auto* about : {"authority", "people"}) {
      std::set<std::string> verdicts;
      for (const auto& value : choices(core::path_of(fact))) {
        auto filled = open;
        core::put(filled, core::path_of(fact), value);
        verdicts.insert(verdict(judged(filled), about));
      }
      CAPTURE(round);
      CAPTURE(fact);
      CAPTURE(about);
      CAPTURE(open.to_text());
      agreed += verdicts.size() == 1 ? 1 : 0;
      if (verdicts.size() == 1) {
        CHECK(verdict(today, about) == *verdicts.begin());
      } else {
        CHECK_FALSE(is_certain(verdict(today, about)));
        REQUIRE(today.find(about)->open.size() == 1);
        CHECK(today.find(about)->open.front().path == fact);
      }
    }
  }
  CHECK(agreed > 100);
}

TEST_CASE("what is certain while several facts are open stays so, whatever they turn out to be") {
  Cases cases(20180720);
  int certain = 0;
  for (int round = 0; round < 300; ++round) {
    auto open = cases.one();
    std::set<std::string> facts;
    for (std::size_t count = 0; count < 2 + cases.below(4); ++count) {
      facts.insert(k_facts[cases.below(std::size(k_facts))]);
    }
    for (const auto& fact : facts) {
      open = cases.without(open, fact);
    }
    const auto today = judged(open);
    for (int filling = 0; filling < 12; ++filling) {
      auto filled = open;
      for (const auto& fact : facts) {
        const auto values = choices(core::path_of(fact));
        core::put(filled, core::path_of(fact), values[cases.below(values.size())]);
      }
      const auto later = judged(filled);
      for (const auto* about : {"authority", "people"}) {
        if (is_certain(verdict(today, about))) {
          CAPTURE(about);
          CAPTURE(open.to_text());
          CAPTURE(filled.to_text());
          CHECK(verdict(later, about) == verdict(today, about));
          ++certain;
        }
      }
    }
  }
  CHECK(certain > 500);
}

TEST_CASE("what can never be found out leaves no answer open, and never lowers it") {
  Cases cases(20250101);
  for (int round = 0; round < 300; ++round) {
    const auto whole = cases.one();
    const std::string fact = k_facts[cases.below(std::size(k_facts))];
    auto never = whole;
    core::Value undeterminable;
    undeterminable.set("undeterminable", "why");
    core::put(never, core::path_of(fact), undeterminable);
    const auto today = judged(never);
    for (const auto* about : {"authority", "people"}) {
      CAPTURE(fact);
      CAPTURE(about);
      CAPTURE(never.to_text());
      CHECK(is_certain(verdict(today, about)));
      if (verdict(judged(whole), about) == "yes") {
        CHECK(verdict(today, about) == "yes");
      }
    }
  }
}
