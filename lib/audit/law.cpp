// SPDX-License-Identifier: MIT
#include "audit/law.hpp"

#include <algorithm>
#include <mutex>

#include "casebook/data.hpp"
#include "core/error.hpp"

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
    : m_program(std::make_shared<Program>(program)), m_names(m_program->names()) {}

Law::Law(const Law& program, const reg::Past& past, const std::string& commit,
         const casebook::Kinds& kinds)
    : m_program(program.m_program), m_names(program.m_names) {
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
      auto kind = core::kind_from(casebook::data_from(*kind_text, folder + "/kind.yaml"));
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

const Statute* Law::of(const std::string& kind) const {
  const auto own = m_own.find(kind);
  return own != m_own.end() ? own->second.get() : m_program->of(kind);
}

} // namespace audit
