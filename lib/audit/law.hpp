// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casebook/kinds.hpp"
#include "core/kind.hpp"
#include "register/past.hpp"
#include "schema/schema.hpp"

namespace audit {

// One kind as it was.
struct Statute {
  core::Kind kind;
  schema::Schema schema;
  // The same without what no case may lack: judges some members of a case alone. Only where that
  // says the same as judging the whole.
  std::optional<schema::Schema> of_members;
};

// The kinds by which cases were judged at some time: the program's own, whose released formats
// stay for ever, and those that the register had then. May be read by several threads.
class Law {
public:
  // `program` holds the program's kinds and no register's, and outlives this.
  explicit Law(const casebook::Kinds& program);
  explicit Law(casebook::Kinds&&) = delete;
  // The same with the register's kinds as they stood in a commit; one that cannot be read is none.
  Law(const Law& program, const reg::Past& past, const std::string& commit,
      const casebook::Kinds& kinds);

  // Null for a kind that there was not.
  const Statute* of(const std::string& kind) const;
  const std::vector<std::string>& names() const { return m_names; }

private:
  class Program;
  std::shared_ptr<Program> m_program;
  std::map<std::string, std::shared_ptr<const Statute>, std::less<>> m_own; // the register's
  std::vector<std::string> m_names;
};

} // namespace audit
