// SPDX-License-Identifier: MIT
#include "schema/schema.hpp"

#include "schema/faults.hpp"
#include "schema/findings.hpp"
#include "schema/json.hpp"
#include "schema/node.hpp"
#include "schema/shape.hpp"
#include "schema/valijson.hpp"

namespace schema {

struct Schema::Compiled {
  Tree tree;
  Judge judge;
};

namespace {

Judge judge_of(std::string_view name, const Tree& tree) {
  try {
    return Judge(tree.bundle, tree.patterns);
  } catch (const std::exception& error) {
    throw_bad_file(name, error.what());
  }
}

} // namespace

Schema Schema::compile(std::string_view name, const Loader& load) {
  return compiled(name, read_tree(name, load));
}

Schema Schema::compile_members(std::string_view name, const Loader& load) {
  auto tree = read_tree(name, load);
  tree.require_nothing();
  return compiled(name, std::move(tree));
}

Schema Schema::compiled(std::string_view name, Tree tree) {
  auto judge = judge_of(name, tree);
  tree.bundle = nullptr; // read once, never needed again
  return Schema(std::make_shared<const Compiled>(Compiled{std::move(tree), std::move(judge)}));
}

std::vector<core::Finding> Schema::check(const core::Value& document,
                                         const FormatCheck& format) const {
  const auto failures = m_compiled->judge.failures(to_json(document));
  return findings(document, faults(m_compiled->tree.root(), document, format), failures);
}

std::optional<Shape> Schema::shape(const core::Path& path) const {
  return shape_at(m_compiled->tree.root(), path);
}

namespace {

bool has_combinations(const Node& node) {
  return !node.any_of.empty() || !node.all_of.empty() || !node.one_of.empty() ||
         node.if_node != nullptr || node.not_node != nullptr || !node.values.empty();
}

} // namespace

bool Schema::judges_members_apart() const {
  const auto& root = m_compiled->tree.root();
  return !has_combinations(root) && !root.least_members && !root.most_members && !root.names;
}

bool Schema::judges_entries_apart(std::string_view key) const {
  const auto* list = m_compiled->tree.root().property(key);
  return list != nullptr && !has_combinations(*list) && list->contains == nullptr &&
         !list->distinct && !list->least_items && !list->most_items;
}

std::vector<std::string> Schema::fields() const {
  return fields_of(m_compiled->tree.root());
}

} // namespace schema
