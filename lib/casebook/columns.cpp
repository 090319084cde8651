// SPDX-License-Identifier: MIT
#include "casebook/columns.hpp"

#include "casebook/data.hpp"
#include "core/grammar.hpp"
#include "system/files.hpp"

namespace casebook {

namespace {

constexpr std::string_view k_shared_unit = "reporter.unit"; // of all kinds

std::optional<NotDone> not_done_in(const core::Value& data) {
  const auto* own = data.find("not_done");
  return own == nullptr ? std::nullopt
                        : std::optional(NotDone{own->text("about"), own->text("recipient")});
}

std::vector<Deed> deeds_in(const core::Value& data) {
  std::vector<Deed> deeds;
  for (const auto& deed : data.list("deeds")) {
    deeds.push_back({core::path_of(deed.text("entry")), deed.text("what"), deed.text("due"),
                     deed.text("done"), deed.text("by") == "telling"});
  }
  return deeds;
}

std::optional<Awaited> awaited_in(const core::Value& data) {
  const auto* own = data.find("awaited");
  if (own == nullptr) {
    return std::nullopt;
  }
  Awaited awaited{{}, own->text("about"), own->text("while") == "undecided"};
  for (const auto& clock : own->list("clocks")) {
    awaited.clocks.push_back(clock.as_string());
  }
  return awaited;
}

Question question_from(const core::Value& data) {
  Question question;
  question.id = data.text("id");
  question.at = core::paths_in(data, "at");
  question.when = core::condition_in(data, "when");
  question.not_done = not_done_in(data);
  question.deeds = deeds_in(data);
  question.awaited = awaited_in(data);
  question.shown = core::paths_in(data, "shown");
  question.withheld_under = data.text("withheld_under");
  question.source = data.text("source");
  return question;
}

// What is wanted of every case, one by one.
std::vector<Question> questions_by_need(const core::Value& data) {
  std::vector<Question> questions;
  for (const auto& path : core::paths_in(data, "needs")) {
    auto& question = questions.emplace_back();
    question.id = path.to_text();
    question.at = {path};
  }
  return questions;
}

} // namespace

std::vector<core::Path> Question::facts() const {
  auto all = at;
  if (when) {
    when->each_fact([&](const core::Path& path, const core::Value&) { all.push_back(path); });
  }
  if (not_done) {
    for (const auto* list : {"decisions", "notifications", "subjects"}) {
      all.push_back(core::path_of(list));
    }
  }
  return all;
}

std::vector<core::Path> Columns::unit_places() const {
  auto places = unit;
  places.push_back(core::path_of(k_shared_unit));
  return places;
}

Columns columns_from(const core::Value& data) {
  const auto* own = data.find("register");
  Columns columns;
  if (own == nullptr) {
    columns.questions = questions_by_need(data);
  } else {
    for (const auto& question : own->list("questions")) {
      columns.questions.push_back(question_from(question));
    }
    columns.unit = core::paths_in(*own, "unit");
    columns.title_withheld_under = own->text("title_withheld_under");
    columns.status = own->text("status");
  }
  if (columns.unit.empty()) {
    columns.unit = {core::path_of(k_shared_unit)};
  }
  return columns;
}

Columns columns_of(const Kinds& kinds, const std::string& kind) {
  kinds.kind(kind); // which holds the file against its schema
  const auto path = kinds.folder(kind) + "/kind.yaml";
  return columns_from(data_from(sys::read_file(path).value_or(""), path));
}

} // namespace casebook
