// SPDX-License-Identifier: MIT
#include "audit/ledger.hpp"

#include <charconv>

namespace audit {

namespace {

using Fields = std::vector<std::string>;

constexpr std::string_view k_first_line = "pvtool-audit-ledger 4";

void add(std::string& text, const Fields& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    text += i == 0 ? "" : "\t";
    for (const char c : fields[i]) {
      text += c == '\\' ? "\\\\" : c == '\t' ? "\\t" : c == '\n' ? "\\n" : std::string(1, c);
    }
  }
  text += '\n';
}

// The fields of the first line, which is taken off.
Fields taken(std::string_view& text) {
  const auto line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  Fields fields(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\t') {
      fields.emplace_back();
    } else if (line[i] == '\\' && i + 1 < line.size()) {
      const char c = line[++i];
      fields.back() += c == 't' ? '\t' : c == 'n' ? '\n' : c;
    } else {
      fields.back() += line[i];
    }
  }
  return fields;
}

std::int64_t number(const std::string& text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string text_of(core::Instant time) {
  return std::to_string(time.time_since_epoch().count());
}

core::Instant instant(const std::string& text) {
  return core::Instant(std::chrono::seconds(number(text)));
}

Fields fields_of(const Named& named) {
  const auto& finding = named.finding;
  Fields fields{"named",
                std::to_string(static_cast<int>(named.question)),
                named.commit,
                std::to_string(static_cast<int>(finding.severity)),
                finding.name,
                finding.file,
                std::to_string(finding.line),
                std::to_string(finding.column),
                finding.excerpt};
  for (const auto& [name, value] : finding.arguments) {
    fields.push_back(name);
    fields.push_back(value);
  }
  return fields;
}

std::optional<Named> named_from(const Fields& fields) {
  if (fields.size() < 9 || fields.size() % 2 == 0) {
    return std::nullopt;
  }
  Named named;
  named.question = static_cast<Question>(number(fields[1]));
  named.commit = fields[2];
  auto& finding = named.finding;
  finding.severity = static_cast<core::Severity>(number(fields[3]));
  finding.name = fields[4];
  finding.file = fields[5];
  finding.line = static_cast<int>(number(fields[6]));
  finding.column = static_cast<int>(number(fields[7]));
  finding.excerpt = fields[8];
  for (std::size_t i = 9; i + 1 < fields.size(); i += 2) {
    finding.arguments.emplace_back(fields[i], fields[i + 1]);
  }
  return named;
}

// One line into the ledger; false when it is none.
bool read(const Fields& fields, Ledger& ledger) {
  const auto& word = fields.front();
  if (word == "head" && fields.size() == 14) {
    ledger.head = fields[1];
    ledger.commits = number(fields[2]);
    ledger.versions = number(fields[3]);
    ledger.signed_good = number(fields[4]);
    ledger.before_signers = number(fields[5]);
    ledger.has_signers = fields[6] == "1";
    ledger.first = instant(fields[7]);
    ledger.last = instant(fields[8]);
    ledger.latest_commit = fields[9];
    ledger.latest = instant(fields[10]);
    ledger.reached = instant(fields[11]);
    ledger.signers = fields[12];
    ledger.organisation = fields[13];
    return true;
  }
  if (word == "named") {
    auto named = named_from(fields);
    if (named) {
      ledger.named.push_back(std::move(*named));
    }
    return named.has_value();
  }
  if (word == "filed" && fields.size() == 4) {
    ledger.filed.push_back({fields[1], fields[2], fields[3]});
    return true;
  }
  if (word == "void" && fields.size() == 2) {
    ledger.voids.insert(fields[1]);
    return true;
  }
  if (word == "home" && fields.size() == 4) {
    ledger.home.push_back({fields[1], fields[2], instant(fields[3])});
    return true;
  }
  if (fields.size() != 3) {
    return false;
  }
  if (word == "highest") {
    ledger.highest[fields[1]] = static_cast<int>(number(fields[2]));
  } else if (word == "uid") {
    ledger.uids[fields[1]] = fields[2];
  } else if (word == "gone") {
    ledger.gone[fields[1]] = fields[2];
  } else {
    return false;
  }
  return true;
}

} // namespace

std::string to_text(const Ledger& ledger) {
  std::string text(k_first_line);
  text += '\n';
  add(text, {"head", ledger.head, std::to_string(ledger.commits), std::to_string(ledger.versions),
             std::to_string(ledger.signed_good), std::to_string(ledger.before_signers),
             ledger.has_signers ? "1" : "0", text_of(ledger.first), text_of(ledger.last),
             ledger.latest_commit, text_of(ledger.latest), text_of(ledger.reached), ledger.signers,
             ledger.organisation});
  for (const auto& [prefix, last] : ledger.highest) {
    add(text, {"highest", prefix, std::to_string(last)});
  }
  for (const auto& [uid, path] : ledger.uids) {
    add(text, {"uid", uid, path});
  }
  for (const auto& [uid, path] : ledger.gone) {
    add(text, {"gone", uid, path});
  }
  for (const auto& one : ledger.filed) {
    add(text, {"filed", one.path, one.file, one.sha256});
  }
  for (const auto& said : ledger.voids) {
    add(text, {"void", said});
  }
  for (const auto& one : ledger.home) {
    add(text, {"home", one.merge, one.oldest, text_of(one.time)});
  }
  for (const auto& one : ledger.named) {
    add(text, fields_of(one));
  }
  return text;
}

std::optional<Ledger> ledger_from(std::string_view text) {
  if (taken(text) != Fields{std::string(k_first_line)}) {
    return std::nullopt;
  }
  Ledger ledger;
  while (!text.empty()) {
    if (!read(taken(text), ledger)) {
      return std::nullopt;
    }
  }
  return ledger.head.empty() ? std::nullopt : std::optional(std::move(ledger));
}

} // namespace audit
