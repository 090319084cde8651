// SPDX-License-Identifier: MIT
// A version read in parts is the version read as a whole, whatever was done to the text.
#include "audit/reading.hpp"

#include <doctest/doctest.h>

#include <random>

#include "audit/ledger.hpp"
#include "audit/letter_code.hpp"
#include "casebook/shape.hpp"
#include "core/checks.hpp"
#include "schema/format.hpp"
#include "system/clock.hpp"
#include "system/files.hpp"
#include "yaml/document.hpp"

namespace {

const audit::Law& law() {
  static const casebook::Kinds k_kinds(PVTOOL_SOURCE "/schemas", "");
  static const audit::Law k_law(k_kinds);
  return k_law;
}

const core::Zone& zone() {
  static const core::Zone k_zone = sys::zone("Europe/Oslo");
  return k_zone;
}

// Whether the text is right, read and judged as a whole.
std::optional<core::Value> right(const std::string& text) {
  const auto document = yaml::read(text);
  if (!document.root || !document.findings.empty()) {
    return std::nullopt;
  }
  const auto faults = casebook::shape_findings(
      *document.root, law().names(),
      [](const std::string& kind) -> const schema::Schema& { return law().of(kind)->schema; },
      schema::format_check(zone()));
  return faults.empty() ? document.root : std::nullopt;
}

std::string sample() {
  auto text = *sys::read_file(PVTOOL_SOURCE "/tests/data/breach/valid/everything.yaml");
  const std::string closed = "status: closed"; // what is closed has no entry more
  text.replace(text.find(closed), closed.size(), "status: open");
  REQUIRE(right(text));
  return text;
}

// The text with an entry behind those of its log; as it is when it has none at the margin.
std::string with_more(std::string text) {
  const auto log = text.find("\nlog:\n");
  auto end = log;
  while (end != std::string::npos && text.find('\n', end + 1) != std::string::npos) {
    end = text.find('\n', end + 1);
    if (end + 1 < text.size() && text[end + 1] != ' ' && end > log + 4) {
      break;
    }
  }
  return end == std::string::npos
             ? text
             : text.insert(end + 1, "  - at: 2026-10-05T16:00:00+02:00\n    text: more\n");
}

std::string changed(std::string text, std::mt19937& random) {
  static const char* const k_bits[] = {"\n",
                                       " ",
                                       "\n  - at: 2026-10-05T16:00:00+02:00\n    text: more\n",
                                       "- ",
                                       ": ",
                                       "\"",
                                       "'",
                                       "#",
                                       "|\n",
                                       "[",
                                       "}",
                                       "x_own: 1\n",
                                       "\nlog:\n",
                                       "title: again\n",
                                       "---\n",
                                       "  at: 2026-10-05T16:00:00+02:00\n",
                                       "\t",
                                       "status: closed\n",
                                       "a",
                                       "\nb",
                                       "? ",
                                       "&x ",
                                       "  text: >-\n      long\n\n"};
  const auto at = random() % (text.size() + 1);
  switch (random() % 5) {
  case 4:
    return with_more(std::move(text));
  case 0:
    return text.erase(at, random() % 30);
  case 1: // at the end of a line
    return text.insert(std::min(text.find('\n', at), text.size() - 1) + 1,
                       k_bits[random() % std::size(k_bits)]);
  case 2:
    return text + k_bits[random() % std::size(k_bits)];
  default:
    return text.insert(at, k_bits[random() % std::size(k_bits)]);
  }
}

} // namespace

TEST_CASE("versions read one after the other are what each is alone") {
  const auto first = sample();
  std::mt19937 random(7); // NOLINT: the same every time
  int good = 0;
  int grew = 0;
  for (int round = 0; round < 150; ++round) {
    audit::Reading reading;
    auto text = first;
    REQUIRE(reading.next(text, law()).faults.empty());
    for (int step = 0; step < 12; ++step) {
      const auto next = changed(text, random);
      CAPTURE(next);
      const auto alone = right(next);
      const auto before = reading.root();
      const auto version = reading.next(next, law());
      CHECK(version.faults.empty() == alone.has_value());
      if (alone) {
        ++good;
        CHECK(reading.root() == *alone);
        if (version.only_grew) {
          ++grew;
          const auto& kind = law().of(before.text("kind"))->kind;
          CHECK(core::shrunk(kind, before, *alone).empty());
        } else {
          CHECK(reading.before() == before);
        }
        text = next;
      }
    }
  }
  CHECK(good > 100);
  CHECK(grew > 5);
}

TEST_CASE("an entry more is told from an entry that was changed") {
  audit::Reading reading;
  const std::string head = "kind: breach\nformat: 1\nid: 2026-0001\nuid: 0123456789ABCDEF\n"
                           "title: x\nstatus: open\nreceived: 2026-10-05T14:50:00+02:00\nlog:\n";
  const std::string one = "  - at: 2026-10-05T15:00:00+02:00\n    text: one\n";
  const std::string two = "  - at: 2026-10-05T15:01:00+02:00\n    text: two\n";
  CHECK(reading.next(head + one, law()).faults.empty());
  CHECK(reading.next(head + one + two, law()).only_grew);
  CHECK(reading.root().list("log").size() == 2);
  CHECK_FALSE(reading.next(head + one, law()).only_grew);
  CHECK(reading.before().list("log").size() == 2);
  CHECK_FALSE(reading.next(head + one + "    by: me\n", law()).only_grew);
  CHECK_FALSE(reading.next(head + one + "  - text: 7\n", law()).faults.empty());
}

TEST_CASE("a ledger is what it was after it was kept") {
  audit::Ledger ledger;
  ledger.head = std::string(40, 'a');
  ledger.commits = 3;
  ledger.has_signers = true;
  ledger.signers = "a@example.invalid key\n";
  ledger.organisation = "format: 1\n";
  ledger.latest_commit = ledger.head;
  ledger.latest = core::Instant(std::chrono::seconds(77));
  ledger.highest["2026-"] = 12;
  ledger.uids["U"] = "cases/2026/2026-0001.yaml";
  ledger.gone["V"] = "cases/2026/2026-0002.yaml";
  ledger.filed.push_back({"p", "outbox/x\ty\\n\n", "s"});
  ledger.named.push_back({audit::Question::when,
                          ledger.head,
                          {core::Severity::warning, "n", "f", 3, 4, {{"a", "b\tc\n\\"}}, "line"}});
  const auto text = audit::to_text(ledger);
  const auto again = audit::ledger_from(text);
  REQUIRE(again);
  CHECK(audit::to_text(*again) == text);
  CHECK(again->signers == ledger.signers);
  CHECK(again->organisation == ledger.organisation);
  CHECK(again->filed[0].file == "outbox/x\ty\\n\n");
  CHECK(again->named[0].finding.arguments[0].second == "b\tc\n\\");
  CHECK(again->named[0].question == audit::Question::when);
  CHECK(audit::ledger_from("") == std::nullopt);
  CHECK(audit::ledger_from("pvtool-audit-ledger 1\n") == std::nullopt);
  CHECK(audit::ledger_from(text + "strange\n") == std::nullopt);
  CHECK(audit::ledger_from("pvtool-audit-ledger 2\n" + text) == std::nullopt);
}

TEST_CASE("a document's code is the same for the entry that corrects it") {
  core::Value entry;
  entry.set("template", core::Value("people"));
  entry.set("version", core::Value(1));
  entry.set("language", core::Value("nn"));
  entry.set("commit", core::Value(std::string(40, 'c')));
  auto corrected = entry;
  corrected.set("corrects", core::Value(0));
  const core::List documents{entry, entry, corrected};
  const auto code = audit::letter_code("UID", documents, 0);
  CHECK(code.size() == 11);
  CHECK(code == audit::letter_code({"UID", 0, "people", 1, "nn", std::string(40, 'c')}));
  CHECK(audit::letter_code("UID", documents, 2) == code);
  CHECK(audit::letter_code("UID", documents, 1) != code);
  CHECK(audit::letter_code("OTHER", documents, 0) != code);
}
