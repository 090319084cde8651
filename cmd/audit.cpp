// SPDX-License-Identifier: MIT
#include "cmd/audit.hpp"

#include "cmd/run.hpp"

namespace cmd {

const std::vector<Part>& audit_parts() {
  static const std::vector<Part> k_parts = {
      {"log", audit_log, {"--format", "--output"}, 0, 2},
      {"diff", audit_diff, {}, 3, 3, "CASE A B"},
      {"anchor", audit_anchor, {"--output", "--tag"}},
      {"verify", audit_verify, {"--anchor", "--from-scratch"}},
      {"acknowledge", audit_acknowledge, {"--reason", "--decided-by", "--anchor"}, 1, 1, "COMMIT"},
      {"register",
       audit_register,
       {"--format", "--output", "--kind", "--since", "--until", "--category", "--unit", "--status",
        "--full", "--public", "--pack", "--case", "--year"}},
      {"stats", audit_stats, {"--year", "--since", "--until", "--public", "--format", "--output"}},
      {"control", audit_control, {"--report", "--format", "--output"}, 0, 1000},
  };
  return k_parts;
}

std::string organisation_name(Env& env) {
  return env.book().organisation_name();
}

Result run_audit(Env& env, const Arguments& arguments) {
  env.try_book(); // what is wrong is said in the language of the register
  const auto& part = part_of(audit_parts(), arguments.text("WHAT"));
  refuse_foreign(part, "audit", arguments);
  refuse_words(part, "audit", arguments.list("WORD"));
  return part.run(env, arguments);
}

} // namespace cmd
