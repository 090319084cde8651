// SPDX-License-Identifier: MIT
// The worked scores of ENISA, "Recommendations for a methodology of the assessment of severity of
// personal data breaches", December 2013.
#include "published.hpp"

#include <fmt/format.h>

namespace {

// A case with these three blocks and nothing else that the method looks at.
core::Assessment scored(const std::string& incident, const std::string& data,
                        const std::string& subjects = "[]") {
  return test::assessed(test::text_case(
      fmt::format("incident: {}\ndata: {}\nsubjects: {}\n", incident, data, subjects)));
}

std::int64_t number(const core::Assessment& assessment, const std::string& name) {
  const auto& outcome = assessment.judgement.one(name);
  REQUIRE_MESSAGE(outcome.certain(), name);
  return outcome.value()->as_integer();
}

std::string text(const core::Assessment& assessment, const std::string& name) {
  const auto& outcome = assessment.judgement.one(name);
  REQUIRE_MESSAGE(outcome.certain(), name);
  return outcome.value()->to_text();
}

const std::string k_error = "{types: [availability], availability: {outcome: temporary, recovery: "
                            "easy}, cause: internal_non_malicious}";

std::string context(const char* category, int score, const char* factor) {
  return fmt::format(", context: [{{category: {}, score: {}, factor: {}, why: annex 1}}]", category,
                     score, factor);
}

} // namespace

TEST_CASE("the processing context is that of annex 1") {
  struct Row {
    const char* what;
    std::string data;
    int dpc;
  };
  const std::string simple1 = "types: [basic, contact]";
  const std::string simple2 = "types: [basic, additional]";
  const std::string behaviour = "types: [profile]";
  const std::string money = "types: [economic]";
  const std::string health = "types: [health]";
  const std::string sex_life = "types: [sex_life]";
  const Row rows[] = {
      // simple 1: names and telephone numbers
      {"customers of a supermarket", simple1, 1},
      {"customers of a seller of luxury cars", simple1 + context("simple", 2, "controller"), 2},
      {"customers of an online pharmacy for diabetes patients",
       simple1 + context("simple", 3, "controller"), 3},
      {"undercover for secret police", simple1 + context("simple", 4, "individuals"), 4},
      // simple 2: professional CVs
      {"career site", simple2, 1},
      {"helping unemployed people to work", simple2 + context("simple", 2, "controller"), 2},
      {"supporting gay people's rights", simple2 + context("simple", 3, "controller"), 3},
      {"helping recovering drug addicts to work", simple2 + context("simple", 4, "individuals"), 4},
      // behavioural 1: call history
      {"calls to a technical helpdesk", behaviour + context("behavioural", 1, "nature"), 1},
      {"calls of the last week", behaviour, 2},
      {"calls of the last year", behaviour + context("behavioural", 3, "volume"), 3},
      {"calls to a psychological support centre",
       behaviour + context("behavioural", 4, "controller"), 4},
      // behavioural 3: social network
      {"already public on the internet", behaviour + context("behavioural", 1, "public"), 1},
      {"everyday life of the last month", behaviour, 2},
      {"everyday life of the last year", behaviour + context("behavioural", 3, "volume"), 3},
      {"messages that may expose health", behaviour + context("behavioural", 4, "nature"), 4},
      // financial 1: bank
      {"letter showing that one is a client", money + context("financial", 1, "nature"), 1},
      {"one day's transactions without details", money + context("financial", 2, "nature"), 2},
      {"balances of the last month", money, 3},
      {"all transactions of the last year", money + context("financial", 4, "volume"), 4},
      // financial 2: income declaration
      {"statement that it was submitted", money + context("financial", 1, "nature"), 1},
      {"the tax percentage", money + context("financial", 2, "nature"), 2},
      {"all fields of one year", money, 3},
      {"all fields of ten years", money + context("financial", 4, "volume"), 4},
      // sensitive 1: blood analysis
      {"that general blood tests were made", health + context("sensitive", 1, "nature"), 1},
      {"emergency room, the fact of blood tests", health + context("sensitive", 2, "nature"), 2},
      {"test for a certain disease, no result", health + context("sensitive", 3, "nature"), 3},
      {"results", health, 4},
      // sensitive 3: sexual life
      {"forum on relationships, names", sex_life + context("sensitive", 1, "nature"), 1},
      {"dating site, names", sex_life + context("sensitive", 2, "nature"), 2},
      {"specialised dating site, names", sex_life + context("sensitive", 3, "nature"), 3},
      {"declared sexual orientation", sex_life, 4},
      // credentials: the category of the data that they open
      {"credentials of a music store", "types: [credentials], opens: [basic]", 1},
      {"credentials, nothing said about what they open", "types: [credentials]", 1},
      {"credentials of a supermarket with shopping lists",
       "types: [credentials], opens: [basic, profile]", 2},
      {"credentials of a tax system", "types: [credentials], opens: [basic, economic]", 3},
      {"credentials of a patient portal", "types: [credentials], opens: [health]", 4},
      // the highest category counts (3.1.1)
      {"contact and health", "types: [contact, health]", 4},
      {"contact, location and payment means", "types: [contact, location, payment_means]", 3},
      // a factor of one category says nothing about another
      {"health little telling, money basic",
       "types: [health, economic]" + context("sensitive", 1, "nature"), 3},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    CHECK(number(scored(k_error, "{" + row.data + "}"), "dpc") == row.dpc);
  }
}

TEST_CASE("the ease of identification is that of annex 2") {
  struct Row {
    const char* identifiers;
    int quarters;
  };
  const Row rows[] = {
      {"full_name_country_many", 1},
      {"full_name_country_few", 2},
      {"full_name_small_city", 3},
      {"full_name_with_birth_date_and_email", 4},
      {"id_number_alone", 1},
      {"id_number_revealing_and_linked", 3},
      {"id_number_with_reference_data", 4},
      {"email_neither_name_nor_primary", 1},
      {"email_primary", 3},
      {"email_with_name_and_primary", 4},
      {"phone_or_address_unlisted", 1},
      {"phone_or_address_small_city", 2},
      {"phone_or_address_listed", 4},
      {"picture_vague", 1},
      {"picture_with_lead", 2},
      {"picture_clear", 3},
      {"picture_clear_and_linked", 4},
      {"code_alone", 1},
      {"code_with_data_and_linked", 3},
      {"code_with_full_name", 4},
      // the highest counts (3.1.3)
      {"code_alone, full_name_country_few", 2},
      {"full_name_small_city, picture_vague, id_number_with_reference_data", 4},
  };
  for (const auto& row : rows) {
    CAPTURE(row.identifiers);
    CHECK(number(scored(k_error,
                        fmt::format("{{types: [basic], identifiers: [{}]}}", row.identifiers)),
                 "ei") == row.quarters);
  }
}

TEST_CASE("a stated level of identification counts before the identifiers") {
  // 3.1.2: the same identifier may score differently in different cases.
  const std::pair<const char*, int> rows[] = {
      {"negligible", 1}, {"limited", 2}, {"significant", 3}, {"maximum", 4}};
  for (const auto& [level, quarters] : rows) {
    CAPTURE(level);
    const auto data = fmt::format(
        "{{types: [basic], identifiers: [full_name_small_city], identifiability: {}}}", level);
    CHECK(number(scored(k_error, data), "ei") == quarters);
  }
  CHECK(number(scored(k_error, "{types: [basic]}"), "ei") == 4); // nothing said: the worst
}

TEST_CASE("the circumstances are those of annex 3") {
  struct Row {
    const char* what;
    const char* result;
    std::string incident;
    int quarters;
  };
  const auto confidentiality = [](const char* detail) {
    return fmt::format(
        "{{types: [confidentiality], cause: internal_non_malicious, confidentiality: {{{}}}}}",
        detail);
  };
  const auto availability = [](const char* detail) {
    return fmt::format(
        "{{types: [availability], cause: internal_non_malicious, availability: {{{}}}}}", detail);
  };
  const auto integrity = [](const char* outcome) {
    return fmt::format(
        "{{types: [integrity], cause: internal_non_malicious, integrity: {{outcome: {}}}}}",
        outcome);
  };
  const auto cause = [](const char* name) {
    return fmt::format("{{types: [availability], cause: {}, availability: {{outcome: temporary, "
                       "recovery: easy}}}}",
                       name);
  };
  const char* const c = "cb_confidentiality";
  const char* const a = "cb_availability";
  const Row rows[] = {
      {"laptop lost in transit", c, confidentiality("disclosure: likely_no_evidence"), 0},
      {"equipment disposed of with its data", c,
       confidentiality("disclosure: likely_no_evidence, recipients: {who: unknown}"), 0},
      {"e-mail to known recipients", c,
       confidentiality("disclosure: disclosed, recipients: {who: known}"), 1},
      {"customers reached others' accounts", c,
       confidentiality("disclosure: disclosed, recipients: {who: known}"), 1},
      {"published on a message board", c,
       confidentiality("disclosure: disclosed, recipients: {who: public}"), 2},
      {"uploaded to a peer-to-peer site", c,
       confidentiality("disclosure: disclosed, recipients: {who: public}"), 2},
      {"employee sells a disc", c,
       confidentiality("disclosure: disclosed, recipients: {who: unknown}"), 2},
      {"misconfigured web site", c,
       confidentiality("disclosure: disclosed, recipients: {who: public}"), 2},
      {"recipients not stated", c, confidentiality("disclosure: disclosed"), 2},
      {"a copy is lost, others exist", a, availability("outcome: temporary, recovery: easy"), 0},
      {"easily rebuilt from other databases", a,
       availability("outcome: temporary, recovery: easy, backup: none"), 0},
      {"can be rebuilt with some processing", a,
       availability("outcome: temporary, recovery: effort"), 1},
      {"the individual can supply it again", a,
       availability("outcome: temporary, recovery: effort"), 1},
      {"no back-up, cannot be supplied", a, availability("outcome: permanent, recovery: none"), 2},
      {"altered, no wrong use", "cb_integrity", integrity("altered"), 0},
      {"altered and used, can be recovered", "cb_integrity", integrity("misused_reversible"), 1},
      {"altered and used, cannot be recovered", "cb_integrity", integrity("misused_irreversible"),
       2},
      {"error inside", "cb_malice", cause("internal_non_malicious"), 0},
      {"error outside", "cb_malice", cause("external_non_malicious"), 0},
      {"malice inside", "cb_malice", cause("internal_malicious"), 2},
      {"malice outside", "cb_malice", cause("external_malicious"), 2},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    CHECK(number(scored(row.incident, "{types: [basic]}"), row.result) == row.quarters);
  }
}

TEST_CASE("the score is context times identification plus circumstances, in quarters") {
  struct Row {
    const char* data;
    std::string incident;
    int quarters;
    const char* band;
  };
  const std::string sent = "{types: [confidentiality], cause: internal_non_malicious, "
                           "confidentiality: {disclosure: disclosed, recipients: {who: known}}}";
  const std::string stolen =
      "{types: [confidentiality], cause: external_malicious, confidentiality: {disclosure: "
      "disclosed, recipients: {who: unknown}}}";
  const std::string all_lost =
      "{types: [confidentiality, integrity, availability], cause: external_malicious,"
      " confidentiality: {disclosure: disclosed, recipients: {who: public}},"
      " integrity: {outcome: misused_irreversible}, availability: {outcome: permanent, recovery: "
      "none}}";
  const Row rows[] = {
      {"{types: [basic], identifiability: negligible}", k_error, 1, "low"},    // 0.25, the lowest
      {"{types: [basic], identifiability: maximum}", sent, 5, "low"},          // 1.25
      {"{types: [economic], identifiability: limited}", sent, 7, "low"},       // 1.75, last below 2
      {"{types: [location], identifiability: maximum}", k_error, 8, "medium"}, // 2
      {"{types: [health], identifiability: limited}", stolen, 12, "high"},     // 3
      {"{types: [economic], identifiability: significant}", stolen, 13, "high"},   // 3.25
      {"{types: [location], identifiability: significant}", stolen, 10, "medium"}, // 2.5
      {"{types: [health], identifiability: limited}", sent, 9, "medium"},          // 2.25
      {"{types: [economic], identifiability: significant}", sent, 10, "medium"},   // 2.5
      {"{types: [health], identifiability: significant}", k_error, 12, "high"},    // 3, first high
      {"{types: [health], identifiability: maximum}", k_error, 16,
       "very_high"},                                                       // 4, first very high
      {"{types: [economic], identifiability: maximum}", sent, 13, "high"}, // 3.25
      {"{types: [health], identifiability: maximum}", all_lost, 24, "very_high"}, // 6, the highest
  };
  for (const auto& row : rows) {
    CAPTURE(row.data);
    CAPTURE(row.quarters);
    const auto assessment = scored(row.incident, row.data);
    CHECK(number(assessment, "severity") == row.quarters);
    CHECK(text(assessment, "band") == row.band);
  }
}

TEST_CASE("the bands begin at 2, 3 and 4") {
  // Section 3.2; the quarters 1 to 24 by way of context, identification and circumstances.
  const auto band_of = [](int quarters) {
    return quarters >= 16   ? "very_high"
           : quarters >= 12 ? "high"
           : quarters >= 8  ? "medium"
                            : "low";
  };
  const char* const levels[] = {"negligible", "limited", "significant", "maximum"};
  const std::string lost[] = {"temporary, recovery: easy", "temporary, recovery: effort",
                              "permanent, recovery: none"};
  const char* const types[] = {"basic", "location", "economic", "health"};
  for (int dpc = 1; dpc <= 4; ++dpc) {
    for (int ei = 1; ei <= 4; ++ei) {
      for (int cb = 0; cb <= 4; ++cb) {
        const auto incident = fmt::format(
            "{{types: [availability], cause: {}, availability: {{outcome: {}}}}}",
            cb >= 3 ? "external_malicious" : "internal_non_malicious", lost[cb >= 3 ? cb - 2 : cb]);
        const auto assessment = scored(incident, fmt::format("{{types: [{}], identifiability: {}}}",
                                                             types[dpc - 1], levels[ei - 1]));
        CAPTURE(dpc);
        CAPTURE(ei);
        CAPTURE(cb);
        CHECK(number(assessment, "severity") == dpc * ei + cb);
        CHECK(text(assessment, "band") == band_of(dpc * ei + cb));
      }
    }
  }
}

TEST_CASE("flags are set above a hundred people and for unintelligible data, and change no score") {
  const auto people = [](int count) {
    return fmt::format("[{{group: customers, count: {{exact: {}}}}}, {{group: employees, count: "
                       "{{approximate: 50}}}}]",
                       count);
  };
  const auto at_hundred = scored(k_error, "{types: [basic]}", people(50));
  const auto above = scored(k_error, "{types: [basic]}", people(51));
  CHECK(text(at_hundred, "flag_number") == "false"); // section 3.3: more than 100
  CHECK(text(above, "flag_number") == "true");
  CHECK(number(at_hundred, "severity") == number(above, "severity"));

  const auto locked = [](const char* protection) {
    return fmt::format("{{types: [confidentiality], cause: external_malicious, confidentiality: "
                       "{{disclosure: likely_no_evidence, protection: {}}}}}",
                       protection);
  };
  const auto intact = scored(locked("intact"), "{types: [basic]}");
  const auto subverted = scored(locked("subverted"), "{types: [basic]}");
  CHECK(text(intact, "flag_unintelligible") == "true");
  CHECK(text(subverted, "flag_unintelligible") == "false");
  CHECK(number(intact, "severity") == number(subverted, "severity"));
}
