// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
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
  bool members_apart = false;      // the schema judges each member of a case alone
  std::vector<std::string> needed; // members that no case may lack
};

// The kinds by which cases were judged at some time: the program's own, whose released formats
// stay for ever, and those that the register had then. May be read by several threads.
class Law {
public:
  // `program` holds the program's kinds and no register's.
  explicit Law(const casebook::Kinds& program);
  // The same with the register's kinds as they stood in a commit; one that cannot be read is none.
  Law(const Law& program, const reg::Past& past, const std::string& commit,
      const casebook::Kinds& kinds);

  // Null for a kind that there was not.
  const Statute* of(const std::string& kind) const;
  const std::vector<std::string>& names() const { return m_names; }

private:
  std::map<std::string, std::shared_ptr<const Statute>, std::less<>> m_kinds;
  std::vector<std::string> m_names;
};

} // namespace audit
