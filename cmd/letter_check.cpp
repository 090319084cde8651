// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "cmd/letter.hpp"
#include "cmd/letter_facts.hpp"
#include "letters/plain_language.hpp"
#include "system/files.hpp"
#include "yaml/data.hpp"

namespace cmd {

namespace {

letters::PlainRules rules_of(const std::string& data_folder, const std::string& language) {
  const auto path = fmt::format("{}/templates/language/{}.yaml", data_folder, language);
  const auto text = sys::read_file(path);
  if (!text) {
    throw core::Error(core::Exit::failed, "data-file-missing", {{"file", path}});
  }
  return letters::plain_rules_from(yaml::read_data(*text, path));
}

std::string name_for(letters::Flag::Kind kind) {
  switch (kind) {
  case letters::Flag::Kind::long_sentence:
    return "plain-long-sentence";
  case letters::Flag::Kind::hard_text:
    return "plain-hard-text";
  case letters::Flag::Kind::passive_chain:
    return "plain-passive-chain";
  case letters::Flag::Kind::official_word:
    break;
  }
  return "plain-official-word";
}

std::string number_of(Env& env, double number) {
  return wording_of(env).real(static_cast<double>(static_cast<int>(number * 10 + 0.5)) / 10);
}

} // namespace

std::vector<core::Finding> language_findings(Env& env, const letters::Template& one,
                                             const letters::Sheet& sheet) {
  const auto rules = rules_of(env.data_folder(), one.language);
  const auto text = letters::plain_of(sheet.title + "\n\n" + sheet.body, 1000);
  std::vector<core::Finding> findings;
  for (const auto& flag : letters::flags_of(letters::measured(text, rules), rules, one.reader)) {
    findings.push_back({core::Severity::warning,
                        name_for(flag.kind),
                        one.file,
                        0,
                        0,
                        {{"excerpt", flag.excerpt},
                         {"word", flag.word},
                         {"instead", flag.instead},
                         {"number", number_of(env, flag.number)},
                         {"limit", number_of(env, flag.limit)}}});
  }
  return findings;
}

} // namespace cmd
