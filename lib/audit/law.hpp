// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casebook/kinds.hpp"
#include "core/kind.hpp"
#include "core/time.hpp"
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
  // `program` holds the program's kinds and no register's, and outlives this. The zone is the one
  // of a register that names none.
  explicit Law(const casebook::Kinds& program);
  explicit Law(casebook::Kinds&&) = delete;
  // The program's kinds with the register's as they stood in a commit (one that cannot be read is
  // none), and the zone that the register had then; one that cannot be read is as it was before.
  Law(const Law& before, const reg::Past& past, const std::string& commit,
      const casebook::Kinds& kinds);

  // Null for a kind that there was not.
  const Statute* of(const std::string& kind) const;
  const std::vector<std::string>& names() const { return m_names; }
  const schema::FormatCheck& format() const { return m_format; }

private:
  class Program;
  void use(core::Zone zone);

  std::shared_ptr<Program> m_program;
  std::map<std::string, std::shared_ptr<const Statute>, std::less<>> m_own; // the register's
  std::vector<std::string> m_names;
  std::shared_ptr<const core::Zone> m_zone;
  schema::FormatCheck m_format;
};

} // namespace audit
