// SPDX-License-Identifier: MIT
#include "schema/valijson.hpp"

#include <string_view>
#include <unordered_map>
#include <vector>

// The only file that sees the validator; it takes long to compile.
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validation_visitor.hpp>

namespace schema {

namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

// A context is {"<root>", "[times]", "[aware]"}.
void add(Places& places, const std::vector<std::string>& context) {
  auto* place = &places;
  for (std::size_t i = 1; i < context.size(); ++i) {
    const std::string_view step = context[i];
    place = &place->inside[std::string(step.substr(1, step.size() - 2))];
  }
}

} // namespace

struct Judge::Inside {
  valijson::Schema schema;
  // The visitor adds a pattern that it does not find. All are here from the start, so that checks
  // only read it and may run side by side.
  Patterns patterns;

  bool accepts(const nlohmann::json& document, valijson::ValidationResults* results) {
    valijson::ValidationVisitor<Adapter> visitor(Adapter(document), {"<root>"}, true, results,
                                                 patterns);
    return visitor.validateSchema(schema);
  }
};

Judge::Judge(const nlohmann::json& schema, const Patterns& patterns)
    : m_inside(std::make_unique<Inside>()) {
  m_inside->patterns = patterns;
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(Adapter(schema), m_inside->schema);
}

Judge::~Judge() = default;
Judge::Judge(Judge&&) noexcept = default;

std::optional<Places> Judge::failures(const nlohmann::json& document) const {
  // Most documents are right, and the answer is cheaper when nothing has to be written down.
  if (m_inside->accepts(document, nullptr)) {
    return std::nullopt;
  }
  valijson::ValidationResults results;
  m_inside->accepts(document, &results);
  Places places;
  for (const auto& error : results) {
    add(places, error.context);
  }
  return places;
}

} // namespace schema
