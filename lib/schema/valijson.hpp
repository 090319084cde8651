// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "schema/node.hpp"

namespace schema {

// The places that failed: a tree in the shape of the document. The steps are keys, and indices
// written as numbers. Not all of them: the validator leaves an allOf at the first that fails.
struct Places {
  std::map<std::string, Places, std::less<>> inside;
};

// The validator. It says that a document fails and where; what was expected there is read from
// our own nodes, because its words are prose and several for one fault.
class Judge {
public:
  // Throws std::exception for a schema that it does not understand.
  Judge(const nlohmann::json& schema, const Patterns& patterns);
  ~Judge();
  Judge(Judge&&) noexcept;

  // The places that fail, or nothing when the document is right.
  std::optional<Places> failures(const nlohmann::json& document) const;

private:
  struct Inside;
  std::unique_ptr<Inside> m_inside;
};

} // namespace schema
