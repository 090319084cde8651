// SPDX-License-Identifier: MIT
#include "audit/law.hpp"

#include "casebook/data.hpp"
#include "core/error.hpp"

namespace audit {

namespace {

std::shared_ptr<const Statute> statute(core::Kind kind, schema::Schema schema) {
  const bool apart = schema.judges_members_apart();
  auto needed = schema.shape({})->needed;
  return std::make_shared<const Statute>(
      Statute{std::move(kind), std::move(schema), apart, std::move(needed)});
}

} // namespace

Law::Law(const casebook::Kinds& program) {
  for (const auto& name : program.names()) {
    m_kinds.emplace(name, statute(program.kind(name), program.schema(name)));
    m_names.push_back(name);
  }
}

Law::Law(const Law& program, const reg::Past& past, const std::string& commit,
         const casebook::Kinds& kinds)
    : Law(program) {
  for (const auto& name : past.names(commit, "schemas")) {
    const auto folder = "schemas/" + name;
    const auto kind_text = past.content(commit, folder + "/kind.yaml");
    if (!kind_text || m_kinds.contains(name)) {
      continue;
    }
    try {
      auto kind = core::kind_from(casebook::data_from(*kind_text, folder + "/kind.yaml"));
      auto schema = schema::Schema::compile(name + "/case.schema.json", [&](std::string_view file) {
        auto text = past.content(commit, "schemas/" + std::string(file));
        return text ? std::move(*text) : kinds.schema_text(file);
      });
      m_kinds.emplace(name, statute(std::move(kind), std::move(schema)));
      m_names.push_back(name);
    } catch (const core::Error& error) {
      if (error.name == "object-damaged") {
        throw;
      }
    }
  }
}

const Statute* Law::of(const std::string& kind) const {
  const auto found = m_kinds.find(kind);
  return found == m_kinds.end() ? nullptr : found->second.get();
}

} // namespace audit
