// SPDX-License-Identifier: MIT
#include "audit/law.hpp"

#include <algorithm>
#include <mutex>

#include "casebook/book.hpp"
#include "core/error.hpp"
#include "schema/format.hpp"
#include "yaml/document.hpp"

namespace audit {

namespace {

std::string file_of(const std::string& kind) {
  return kind + "/case.schema.json";
}

std::shared_ptr<const Statute> statute(core::Kind kind, schema::Schema schema,
                                       const std::string& file, const schema::Loader& load) {
  std::optional<schema::Schema> of_members;
  if (schema.judges_members_apart()) {
    of_members = schema::Schema::compile_members(file, load);
  }
  return std::make_shared<const Statute>(
      Statute{std::move(kind), std::move(schema), std::move(of_members)});
}

std::optional<core::Zone> zone_in(const reg::Past& past, const std::string& commit) {
  const auto text = past.content(commit, std::string(casebook::k_organisation_file));
  const auto document = yaml::read(text.value_or(""));
  if (!document.root) {
    return std::nullopt;
  }
  try {
    return casebook::zone_of(*document.root);
  } catch (const core::Error&) {
    return std::nullopt;
  }
}

} // namespace

// Most registers hold few kinds: each is read when the first case of it is met.
class Law::Program {
public:
  explicit Program(const casebook::Kinds& kinds) : m_kinds(kinds), m_names(kinds.names()) {}

  const std::vector<std::string>& names() const { return m_names; }

  const Statute* of(const std::string& name) {
    const std::scoped_lock lock(m_mutex);
    auto& found = m_found[name];
    if (!found && std::find(m_names.begin(), m_names.end(), name) != m_names.end()) {
      found = statute(m_kinds.kind(name), m_kinds.schema(name), file_of(name),
                      [&](std::string_view file) { return m_kinds.schema_text(file); });
    }
    return found.get();
  }

private:
  const casebook::Kinds& m_kinds;
  std::vector<std::string> m_names;
  std::mutex m_mutex;
  std::map<std::string, std::shared_ptr<const Statute>> m_found;
};

Law::Law(const casebook::Kinds& program)
    : m_program(std::make_shared<Program>(program)), m_names(m_program->names()) {
  use(casebook::zone_of({}));
}

Law::Law(const Law& before, const reg::Past& past, const std::string& commit,
         const casebook::Kinds& kinds)
    : m_program(before.m_program), m_names(m_program->names()) {
  use(zone_in(past, commit).value_or(*before.m_zone));
  for (const auto& name : past.names(commit, "schemas")) {
    const auto folder = "schemas/" + name;
    const auto kind_text = past.content(commit, folder + "/kind.yaml");
    if (!kind_text || std::find(m_names.begin(), m_names.end(), name) != m_names.end()) {
      continue;
    }
    const auto load = [&](std::string_view file) {
      auto text = past.content(commit, "schemas/" + std::string(file));
      return text ? std::move(*text) : kinds.schema_text(file);
    };
    try {
      auto kind = kinds.kind_from(*kind_text, folder + "/kind.yaml");
      auto schema = schema::Schema::compile(file_of(name), load);
      m_own.emplace(name, statute(std::move(kind), std::move(schema), file_of(name), load));
      m_names.push_back(name);
    } catch (const core::Error& error) {
      if (error.name == "object-damaged") {
        throw;
      }
    }
  }
}

void Law::use(core::Zone zone) {
  m_zone = std::make_shared<const core::Zone>(std::move(zone));
  m_format = schema::format_check(*m_zone);
}

const Statute* Law::of(const std::string& kind) const {
  const auto own = m_own.find(kind);
  return own != m_own.end() ? own->second.get() : m_program->of(kind);
}

} // namespace audit
