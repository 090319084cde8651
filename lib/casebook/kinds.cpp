// SPDX-License-Identifier: MIT
#include "casebook/kinds.hpp"

#include <algorithm>
#include <optional>

#include "casebook/data.hpp"
#include "core/error.hpp"
#include "system/files.hpp"
#include "system/random.hpp"

namespace casebook {

namespace {

struct Parts {
  std::string folder;
  std::optional<core::Kind> kind;
  std::optional<std::vector<core::Rule>> rules;
  std::optional<core::StatisticsRules> statistics;
  std::optional<std::vector<core::PlanRule>> plan;
  std::optional<core::Value> precedents;
  std::optional<std::vector<core::Form>> forms;
  std::optional<std::map<std::string, core::Value, std::less<>>> catalogues;
  std::optional<schema::Schema> schema;
};

std::string needed_text(const std::string& path) {
  auto text = sys::read_file(path);
  if (!text) {
    throw core::Error(core::Exit::failed, "data-file-missing", {{"file", path}});
  }
  return std::move(*text);
}

core::Value data_at(const std::string& path) {
  return data_from(needed_text(path), path);
}

} // namespace

struct Kinds::Loaded {
  std::string schemas_folder;
  std::string own_folder;
  std::map<std::string, core::Calendar, std::less<>> calendars;
  std::map<std::string, Parts, std::less<>> kinds;
  std::optional<schema::Schema> organisation;
  std::optional<schema::Schema> letter;

  // Schema files are found by name beside the kind's own folder first, then in the program's.
  schema::Schema compiled(const std::string& name, const std::string& root) const {
    return schema::Schema::compile(name, [&](std::string_view file) {
      if (file.starts_with("..") || file.starts_with('/')) { // `grounds` would not see it
        throw core::Error(core::Exit::findings, "bad-data-file",
                          {{"file", root + "/" + name}, {"reason", "$ref " + std::string(file)}});
      }
      auto text = sys::read_file(root + "/" + std::string(file));
      return text ? std::move(*text) : needed_text(schemas_folder + "/" + std::string(file));
    });
  }

  // The data of a file. A register's own is held against the grammar first; the program's has been,
  // by its tests.
  core::Value checked_data(const std::string& path, const std::string& grammar) const {
    auto data = data_at(path);
    if (!path.starts_with(schemas_folder + "/")) {
      check(data, path, grammar);
    }
    return data;
  }

  void check(const core::Value& data, const std::string& path, const std::string& grammar) const {
    const auto faults =
        compiled(grammar, schemas_folder).check(data, [](auto, auto) { return std::nullopt; });
    if (!faults.empty()) {
      throw bad_data(path, faults.front());
    }
  }

  core::Kind kind_from(core::Value data) const {
    if (data.text("like") == "common") {
      data = core::with_common(std::move(data), data_at(schemas_folder + "/common.yaml"));
    }
    return core::kind_from(data);
  }

  Parts& parts(std::string_view name) {
    const auto found = kinds.find(name);
    if (found == kinds.end()) {
      std::string known;
      for (const auto& [other, parts] : kinds) {
        known += (known.empty() ? "" : ", ") + other;
      }
      throw core::Error(core::Exit::usage, "unknown-kind",
                        {{"kind", std::string(name)}, {"known", known}});
    }
    return found->second;
  }
};

Kinds::Kinds(std::string schemas_folder, std::string own_folder)
    : m_loaded(std::make_unique<Loaded>()) {
  m_loaded->schemas_folder = std::move(schemas_folder);
  m_loaded->own_folder = own_folder;
  // The program's kinds come first: a register's folder of the same name is not looked at.
  for (const auto& root : {m_loaded->schemas_folder, own_folder}) {
    for (const auto& name : root.empty() ? std::vector<std::string>{} : sys::folders_in(root)) {
      const auto folder = root + "/" + name;
      if (sys::is_file(folder + "/kind.yaml")) {
        const auto [kind, is_new] = m_loaded->kinds.try_emplace(name);
        kind->second.folder = is_new ? folder : kind->second.folder;
      }
    }
  }
}

Kinds::~Kinds() = default;
Kinds::Kinds(Kinds&&) noexcept = default;
Kinds& Kinds::operator=(Kinds&&) noexcept = default;

std::vector<std::string> Kinds::names() const {
  std::vector<std::string> names;
  for (const auto& [name, parts] : m_loaded->kinds) {
    names.push_back(name);
  }
  return names;
}

bool Kinds::has(std::string_view name) const {
  return m_loaded->kinds.contains(name);
}

const std::string& Kinds::folder(std::string_view name) const {
  return m_loaded->parts(name).folder;
}

const core::Kind& Kinds::kind(std::string_view name) const {
  auto& parts = m_loaded->parts(name);
  if (!parts.kind) {
    parts.kind = m_loaded->kind_from(
        m_loaded->checked_data(parts.folder + "/kind.yaml", "kind.schema.json"));
  }
  return *parts.kind;
}

core::Kind Kinds::kind_from(std::string_view text, const std::string& path) const {
  auto data = data_from(text, path);
  m_loaded->check(data, path, "kind.schema.json");
  return m_loaded->kind_from(std::move(data));
}

const std::vector<core::Rule>& Kinds::rules(std::string_view name) const {
  auto& parts = m_loaded->parts(name);
  if (!parts.rules) {
    parts.rules.emplace();
    const auto& plan = kind(name).assessment;
    for (const auto& file : plan ? plan->files : std::vector<std::string>{}) {
      if (file.find('/') != std::string::npos) {
        throw core::Error(core::Exit::findings, "bad-data-file",
                          {{"file", parts.folder + "/kind.yaml"}, {"reason", file}});
      }
      const auto data = m_loaded->checked_data(parts.folder + "/" + file, "rules.schema.json");
      for (const auto& rule : data.list("rules")) {
        parts.rules->push_back(core::rule_from(rule));
      }
    }
  }
  return *parts.rules;
}

const core::StatisticsRules& Kinds::statistics(std::string_view name) const {
  auto& parts = m_loaded->parts(name);
  if (!parts.statistics) {
    const auto shared = data_at(m_loaded->schemas_folder + "/statistics.yaml");
    parts.statistics =
        core::joined(kind(name).statistics, core::statistics_from(*shared.find("statistics")));
  }
  return *parts.statistics;
}

const std::vector<core::PlanRule>& Kinds::plan(std::string_view name) const {
  auto& parts = m_loaded->parts(name);
  if (!parts.plan) {
    const auto path = parts.folder + "/plan.yaml";
    parts.plan = sys::is_file(path)
                     ? core::plan_rules_from(m_loaded->checked_data(path, "plan.schema.json"))
                     : std::vector<core::PlanRule>{};
  }
  return *parts.plan;
}

const core::Value& Kinds::precedents(std::string_view name) const {
  auto& parts = m_loaded->parts(name);
  if (!parts.precedents) {
    const auto& plan = kind(name).assessment;
    const bool has_some = plan && !plan->nearest_file.empty();
    parts.precedents = has_some ? data_at(parts.folder + "/" + plan->nearest_file) : core::Value();
  }
  return *parts.precedents;
}

const std::vector<core::Form>& Kinds::forms(std::string_view name) const {
  auto& parts = m_loaded->parts(name);
  if (!parts.forms) {
    parts.forms.emplace();
    for (const auto& path : sys::files_below(parts.folder + "/drafts")) {
      if (path.ends_with(".yaml")) {
        parts.forms->push_back(core::form_from(m_loaded->checked_data(path, "draft.schema.json")));
      }
    }
  }
  return *parts.forms;
}

const std::map<std::string, core::Value, std::less<>>&
Kinds::catalogues(std::string_view name) const {
  auto& parts = m_loaded->parts(name);
  if (!parts.catalogues) {
    parts.catalogues.emplace();
    for (const auto& path : sys::files_below(parts.folder + "/catalogues")) {
      if (path.ends_with(".yaml")) {
        auto data = m_loaded->checked_data(path, "catalogue.schema.json");
        const auto catalogue = data.text("catalogue");
        parts.catalogues->emplace(catalogue, std::move(data));
      }
    }
  }
  return *parts.catalogues;
}

const schema::Schema& Kinds::schema(std::string_view name) const {
  auto& parts = m_loaded->parts(name);
  if (!parts.schema) {
    const auto root = parts.folder.substr(0, parts.folder.rfind('/'));
    parts.schema = m_loaded->compiled(std::string(name) + "/case.schema.json", root);
  }
  return *parts.schema;
}

const core::Calendar* Kinds::calendar(std::string_view name) const {
  auto& calendars = m_loaded->calendars;
  if (const auto known = calendars.find(name); known != calendars.end()) {
    return &known->second;
  }
  if (name.empty() || name.find_first_of("/.") != std::string_view::npos) {
    return nullptr;
  }
  for (const auto& root : {m_loaded->schemas_folder, m_loaded->own_folder}) {
    const auto path = root + "/calendars/" + std::string(name) + ".yaml";
    if (!root.empty() && sys::is_file(path)) {
      const auto data = m_loaded->checked_data(path, "calendar.schema.json");
      return &calendars.emplace(name, core::Calendar::from(data)).first->second;
    }
  }
  return nullptr;
}

std::string Kinds::schema_text(std::string_view file) const {
  return needed_text(m_loaded->schemas_folder + "/" + std::string(file));
}

bool Kinds::is_programs(std::string_view name) const {
  const auto path = m_loaded->schemas_folder + "/" + std::string(name);
  return sys::is_file(path) || sys::is_folder(path);
}

std::string Kinds::grounds() const {
  std::string all;
  const auto add = [&](const std::string& text) {
    all += std::to_string(text.size()) + ':' + text;
  };
  for (const auto& root : {m_loaded->schemas_folder, m_loaded->own_folder}) {
    add(root);
    for (const auto& path : root.empty() ? std::vector<std::string>{} : sys::files_below(root)) {
      const auto name = path.substr(path.rfind('/') + 1);
      // Words judge nothing, and no clock asks who is told.
      if (!name.starts_with("text.") && name != "plan.yaml") {
        add(path);
        add(sys::read_file(path).value_or(""));
      }
    }
  }
  return sys::digest(all);
}

const schema::Schema& Kinds::organisation_schema() const {
  auto& organisation = m_loaded->organisation;
  if (!organisation) {
    organisation = m_loaded->compiled("pvtool.schema.json", m_loaded->schemas_folder);
  }
  return *organisation;
}

const schema::Schema& Kinds::letter_schema() const {
  auto& letter = m_loaded->letter;
  if (!letter) {
    letter = m_loaded->compiled("letter.schema.json", m_loaded->schemas_folder);
  }
  return *letter;
}

} // namespace casebook
