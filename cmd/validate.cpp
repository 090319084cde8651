// SPDX-License-Identifier: MIT
#include "casebook/links.hpp"
#include "cmd/letter.hpp"
#include "cmd/run.hpp"

namespace cmd {

Result run_validate(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  Result result;
  const auto asked = arguments.list("CASE");
  std::vector<casebook::Case> cases;
  if (asked.empty()) {
    for (const auto& path : book.case_paths()) {
      cases.push_back(book.load(path));
    }
    result.findings = book.judge_organisation();
    const auto whole = book.judge_register(cases);
    result.findings.insert(result.findings.end(), whole.begin(), whole.end());
    const auto templates = letters_of(env).judge_own();
    result.findings.insert(result.findings.end(), templates.begin(), templates.end());
  } else {
    for (const auto& name : asked) {
      cases.push_back(book.load(book.find(name)));
    }
  }
  for (const auto& one : cases) {
    const auto findings = book.judge(one);
    result.findings.insert(result.findings.end(), findings.begin(), findings.end());
    if (asked.empty()) { // where a link leads is a matter of the register as a whole
      const auto links = casebook::judge_links(book, one);
      result.findings.insert(result.findings.end(), links.begin(), links.end());
    }
  }
  core::sort(result.findings);
  result.exit = exit_of(result.findings);
  result.value.set("checked", core::Value(static_cast<int>(cases.size())));
  return result;
}

} // namespace cmd
