// SPDX-License-Identifier: MIT
// Forms are data: every path in them leads somewhere, every value that has a letter can stand
// there, every letter that a condition asks for is one that the field can have, and every label is
// there.
#include "published.hpp"

#include <fstream>
#include <map>
#include <set>

#include <fmt/format.h>

#include "casebook/texts.hpp"
#include "core/draft.hpp"
#include "core/path.hpp"
#include "core/world.hpp"

namespace {

using Names = std::set<std::string>;

const Names k_notice = {"kind",    "phase",       "reference",    "text",         "why_late",
                        "message", "attachments", "late",         "one_day",      "decisions",
                        "answer",  "all_told",    "address_open", "safe_channels"};
const Names k_state = {"people_told_at", "people_to_tell"};
const Names k_role_members = {"title", "holder", "contact", "is"};

// What can stand at a place: nothing when there is no such place, any value when it is free.
struct Place {
  bool exists = false;
  Names values;
};

// Reads one form and gathers what is wrong with it.
class Reader {
public:
  std::vector<std::string> complaints;

  void read(const core::Value& form) {
    for (const auto& group : form.list("groups")) {
      for (const auto& field : group.list("fields")) {
        m_where = form.text("name") + "." + field.text("id");
        read_field(field);
      }
    }
  }

private:
  void complain(const std::string& what) { complaints.push_back(m_where + ": " + what); }

  Place in_schema(const schema::Schema& schema, const core::Path& path) {
    auto field = core::path_of(path.to_field());
    auto shape = schema.shape(field);
    if (shape && shape->kind == schema::Shape::Kind::list) {
      field.steps.push_back({core::Step::Kind::each, "", "", 0});
      shape = schema.shape(field);
    }
    if (!shape) {
      return {};
    }
    Place place{true, {shape->choices.begin(), shape->choices.end()}};
    if (shape->kind == schema::Shape::Kind::boolean) {
      place.values = {"true", "false"};
    }
    return place;
  }

  Place place_of(const core::Path& path) {
    const auto& first = path.steps.front().key;
    const auto& facts = test::kinds().schema("breach");
    if (path.to_field().starts_with("assessments.result.")) {
      return {true, {}};
    }
    if (first == "notice") {
      const auto& second = path.steps.at(1).key;
      if (second == "decisions") {
        return in_schema(facts, core::rest_of(path));
      }
      return {k_notice.contains(second), {}};
    }
    if (first == "state") {
      return {k_state.contains(path.steps.at(1).key), {}};
    }
    if (first == "role") {
      return {path.steps.size() == 2 || k_role_members.contains(path.steps.at(2).key), {}};
    }
    if (first == "org") {
      return in_schema(test::kinds().organisation_schema(), core::rest_of(path));
    }
    if (first == "group") {
      auto inside = core::path_of("subjects");
      inside.steps.insert(inside.steps.end(), path.steps.begin() + 1, path.steps.end());
      return in_schema(facts, inside);
    }
    if (first == "field") {
      const auto found = m_letters.find(path.steps.at(1).key);
      return found == m_letters.end() ? Place{} : Place{true, found->second};
    }
    return in_schema(facts, path);
  }

  Place resolve(const std::string& text) {
    const auto path = core::parsed_path(text);
    const auto place = path ? place_of(*path) : Place{};
    if (!place.exists) {
      complain(text + " leads nowhere");
    }
    return place;
  }

  void check_values(const std::string& path, const Place& place, const core::Value& operand) {
    for (const auto& value : operand.is_list() ? operand.as_list() : core::List{operand}) {
      if (!place.values.empty() && !place.values.contains(value.to_text())) {
        complain(fmt::format("{} is never {}", path, value.to_text()));
      }
    }
  }

  void read_condition(const core::Value& condition) {
    for (const auto* key : {"all", "any"}) {
      for (const auto& part : condition.list(key)) {
        read_condition(part);
      }
    }
    if (const auto* negated = condition.find("not")) {
      read_condition(*negated);
    }
    if (condition.find("fact") == nullptr) {
      return;
    }
    const auto path = condition.text("fact");
    const auto place = resolve(path);
    for (const auto* key : {"is", "in", "has"}) {
      if (const auto* operand = condition.find(key)) {
        check_values(path, place, *operand);
      }
    }
  }

  void read_field(const core::Value& field) {
    if (const auto* visible = field.find("visible")) {
      read_condition(*visible);
    }
    for (const auto& path : field.list("from")) {
      resolve(path.as_string());
    }
    for (const auto* key : {"count", "set"}) {
      if (field.find(key) != nullptr) {
        resolve(field.text(key));
      }
    }
    Names letters;
    read_letters(field, letters);
    for (const auto& choice : field.list("choices")) {
      if (const auto* when = choice.find("when")) {
        read_condition(*when);
      }
      letters.insert(choice.find("value")->to_text());
    }
    for (const auto* key : {"yet", "forever"}) {
      if (field.find(key) != nullptr) {
        letters.insert(field.text(key));
      }
    }
    if (!m_letters.try_emplace(field.text("id"), letters).second) {
      complain("stands there twice");
    }
  }

  // Every value of the fact has a letter, and nothing else has one.
  void read_letters(const core::Value& field, Names& letters) {
    const auto* named = field.find("letters");
    if (named == nullptr) {
      return;
    }
    Names keys;
    for (const auto& member : named->as_map()) {
      keys.insert(member.key);
      letters.insert(member.value.as_string());
    }
    const bool counts = field.find("count") != nullptr;
    for (const auto& path : field.list("of")) {
      const auto place = resolve(path.as_string());
      for (const auto& key : keys) {
        if (!place.values.empty() && !place.values.contains(key)) {
          complain(fmt::format("{} is never {}", path.as_string(), key));
        }
      }
      for (const auto& value : place.values) {
        const bool all = field.list("of").size() == 1 || field.find("joined") != nullptr;
        if (!keys.contains(value) && all && !is_ground(path.as_string())) {
          complain(fmt::format("{} of {} has no letter", value, path.as_string()));
        }
      }
    }
    if (counts && keys != Names{"exact", "approximate"}) {
      complain("a count is exact or approximate");
    }
  }

  // The grounds that are no condition of art. 34(3) are answered in another field.
  static bool is_ground(const std::string& path) { return path.ends_with(".ground"); }

  std::string m_where;
  std::map<std::string, Names> m_letters; // of the fields so far
};

std::vector<std::string> form_files() {
  std::vector<std::string> files;
  for (const auto& path : sys::files_below(PVTOOL_SOURCE "/schemas/breach/drafts")) {
    files.push_back(path.substr(std::string(PVTOOL_SOURCE "/").size()));
  }
  return files;
}

schema::Schema form_schema() {
  return schema::Schema::compile("draft.schema.json", [](std::string_view name) {
    return sys::read_file(PVTOOL_SOURCE "/schemas/" + std::string(name)).value_or("");
  });
}

std::optional<std::string> any_format(std::string_view, std::string_view) {
  return std::nullopt;
}

// Facts of every published case, drafted with an organisation like most.
const core::Value& organisation() {
  static const auto value = yaml::read_data(R"(
organisation: {name: Fjell, number: "123456785", contact: post@fjell.example, sector: public}
roles:
  leader: {title: Leader, is: controller, holder: Head of Fjell, contact: leader@fjell.example}
  dpo: {title: Data protection officer, is: dpo, holder: The DPO, contact: dpo@fjell.example}
send_to_authority: [leader]
)",
                                            "organisation");
  return value;
}

core::Zone utc() {
  return {"UTC", [](core::Instant) { return core::Offset(0); }};
}

const core::Form& form(const std::string& name) {
  const auto& forms = test::kinds().forms("breach");
  return *std::find_if(forms.begin(), forms.end(),
                       [&](const core::Form& one) { return one.name == name; });
}

} // namespace

TEST_CASE("forms have the shape that their schema says") {
  const auto schema = form_schema();
  const auto files = form_files();
  CHECK(files.size() == 6);
  for (const auto& file : files) {
    for (const auto& finding : schema.check(test::data_file(file), any_format)) {
      FAIL_CHECK(file << ": " << finding.name);
    }
  }
}

TEST_CASE("every path, value and letter of every form is one that can be") {
  for (const auto& file : form_files()) {
    Reader reader;
    reader.read(test::data_file(file));
    for (const auto& complaint : reader.complaints) {
      FAIL_CHECK(complaint);
    }
  }
}

TEST_CASE("a slip of the pen in a form is seen") {
  Reader reader;
  reader.read(yaml::read_data(R"(
name: x
groups:
  - id: g
    fields:
      - {id: a, from: [times.awake, role.dpo.shoe, notice.mood]}
      - {id: b, of: [incident.cause], letters: {internal_malicious: a, cosmic: b}}
      - {id: c, visible: {fact: field.b, is: z}, count: subjects.cuont}
      - {id: d, visible: {fact: field.e, is: a}}
      - {id: d, from: [org.organisation.nam]}
)",
                              "test"));
  CHECK(reader.complaints ==
        std::vector<std::string>{
            "x.a: times.awake leads nowhere", "x.a: role.dpo.shoe leads nowhere",
            "x.a: notice.mood leads nowhere", "x.b: incident.cause is never cosmic",
            "x.b: external_malicious of incident.cause has no letter",
            "x.b: external_non_malicious of incident.cause has no letter",
            "x.b: internal_non_malicious of incident.cause has no letter",
            "x.c: field.b is never z", "x.c: subjects.cuont leads nowhere",
            "x.d: field.e leads nowhere", "x.d: org.organisation.nam leads nowhere",
            "x.d: stands there twice"});
}

TEST_CASE("the template has its hundred fields, and each recipient one form that is meant") {
  std::size_t fields = 0;
  for (const auto& group : form("edpb").groups) {
    fields += group.fields.size();
  }
  CHECK(fields == 100);
  std::map<std::string, int> meant;
  for (const auto& one : test::kinds().forms("breach")) {
    for (const auto& recipient : one.recipients) {
      meant[recipient] += one.is_default ? 1 : 0;
    }
  }
  for (const auto& [recipient, number] : meant) {
    CAPTURE(recipient);
    CHECK(number == 1);
  }
}

TEST_CASE("every group, field and sentence of a form has its words, and none stands for nothing") {
  for (const auto* language : {"en", "nb", "nn"}) {
    casebook::Texts texts(PVTOOL_SOURCE "/templates/text", language);
    texts.add_kind("breach", test::kinds().folder("breach"));
    for (const auto& one : test::kinds().forms("breach")) {
      const auto has = [&](std::vector<std::string> keys) {
        keys.insert(keys.begin(), {"drafts", one.name});
        if (texts.say_kind("breach", keys).empty()) {
          FAIL_CHECK(language << ": " << one.name << " has no words for " << keys.back());
        }
      };
      has({"title"});
      for (const auto& group : one.groups) {
        has({"groups", group.id});
        for (const auto& field : group.fields) {
          has({"fields", field.id});
          if (!field.says.empty()) {
            has({"says", field.says});
          }
        }
      }
    }
  }
  const auto drafts = test::data_file("schemas/breach/text.en.yaml").find("drafts")->as_map();
  for (const auto& named : drafts) {
    Names known;
    for (const auto& group : form(named.key).groups) {
      for (const auto& field : group.fields) {
        known.insert(field.id);
      }
    }
    for (const auto* part : {"fields", "values"}) {
      const auto* words = named.value.find(part);
      for (const auto& member : words != nullptr ? words->as_map() : core::Map{}) {
        CHECK_MESSAGE(known.contains(member.key), named.key << " has words for " << member.key);
      }
    }
  }
}

TEST_CASE("every published case fills every form, and what is incomplete has gaps") {
  const auto zone = utc();
  for (const auto& path : sys::files_below(PVTOOL_SOURCE "/tests/data/published")) {
    const auto name = path.substr(path.rfind('/') + 1);
    if (name == "expected.yaml" || !name.ends_with(".yaml") ||
        path.find("/published/" + name) == std::string::npos) {
      continue;
    }
    CAPTURE(name);
    const auto document = test::published_case(name);
    for (const auto& one : test::kinds().forms("breach")) {
      CAPTURE(one.name);
      const auto draft = core::draft_of(one, {document,
                                              organisation(),
                                              test::k_now,
                                              zone,
                                              {one.recipients.front(), "", "", "", "", "", false}});
      CHECK(draft.phase == (draft.gaps().empty() ? "complete" : "incomplete"));
      for (const auto& filled : draft.fields) {
        CHECK((filled.visible() || filled.value.is_null()));
        CHECK((filled.state != core::FieldState::known || !filled.value.is_null()));
      }
    }
  }
}
