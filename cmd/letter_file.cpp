// SPDX-License-Identifier: MIT
#include <charconv>

#include <fmt/format.h>

#include "audit/letter_code.hpp"
#include "cmd/letter.hpp"
#include "cmd/say.hpp"
#include "core/plan.hpp"
#include "system/files.hpp"
#include "system/random.hpp"
#include "yaml/edit.hpp"

namespace cmd {

namespace {

// The commit that the case stands as: what was edited by hand is committed first.
std::string commit_of(casebook::Book& book, const std::string& path) {
  book.commit_edit(path);
  const auto newest = book.reg().history(path, 1);
  return newest.empty() ? "" : newest.front().id;
}

core::Value archived_at(const casebook::Case& one, const std::string& document_no) {
  core::Value archive;
  if (const auto* own = one.root.find("archive")) {
    for (const auto* key : {"system", "case_no"}) {
      if (!own->text(key).empty()) {
        archive.set(key, core::Value(own->text(key)));
      }
    }
  }
  archive.set("document_no", core::Value(document_no));
  return archive;
}

core::Value entry_of(Env& env, const casebook::Case& one, const Filing& filing,
                     const std::string& commit, const std::string& file, const std::string& bytes) {
  core::Value entry;
  entry.set("template", core::Value(filing.one.name));
  entry.set("version", core::Value(filing.one.version));
  entry.set("language", core::Value(filing.one.language));
  entry.set("format", core::Value(filing.format.name));
  if (!filing.one.recipient.empty()) {
    entry.set("recipient", core::Value(filing.one.recipient));
  }
  if (filing.wish.group) {
    entry.set("group", core::Value(core::group_key(one.root.list("subjects")[*filing.wish.group])));
  }
  entry.set("at", core::Value(time_text("now", env.book())));
  entry.set("commit", core::Value(commit));
  entry.set("code", core::Value(filing.wish.code));
  entry.set("file", core::Value(file));
  entry.set("sha256", core::Value(sys::sha256(bytes)));
  if (!filing.archive.empty()) {
    entry.set("archive", archived_at(one, filing.archive));
  }
  return entry;
}

// The entry that says it last: what is corrected was corrected by a later one.
std::size_t newest_of(const core::List& documents, std::size_t index) {
  for (auto later = index + 1; later < documents.size(); ++later) {
    const auto* corrects = documents[later].find("corrects");
    if (corrects != nullptr && *corrects == core::Value(static_cast<int>(index))) {
      index = later;
    }
  }
  return index;
}

// What a document was made from besides the case and is in no commit: nobody can say later what it
// was.
void note_uncommitted(casebook::Book& book, const letters::Template& one, Result& result) {
  for (const auto& path : {std::string(casebook::k_organisation_file), one.file}) {
    const auto now = book.reg().working(path);
    if (now && now != book.reg().committed(path)) {
      result.findings.push_back(
          {core::Severity::warning, "letter-from-uncommitted", path, 0, 0, {{"path", path}}});
    }
  }
}

// Another document got the number in the meantime: the code in this one would be wrong.
void refuse_taken(const casebook::Case& one, std::size_t number) {
  if (one.root.list("documents").size() != number) {
    throw core::Error(core::Exit::refused, "letter-number-taken",
                      {{"case", one.id}, {"number", std::to_string(number + 1)}});
  }
}

// How it is recorded that somebody was told by it, where it is for somebody.
std::string record_command(const casebook::Case& one, const letters::Template& made,
                           std::size_t number) {
  return made.recipient.empty() ? ""
                                : fmt::format("pvtool notify {} record {} --document {}", one.id,
                                              made.recipient, number);
}

} // namespace

Result letter_file(Env& env, const casebook::Case& before, Filing filing) {
  auto& book = env.book();
  const auto commit = commit_of(book, before.path);
  const auto one = book.load_good(before.id);
  const auto number = one.root.list("documents").size();
  filing.wish.one = &one;
  filing.wish.number = number;
  filing.wish.code = audit::letter_code({one.root.text("uid"), number, filing.one.name,
                                         filing.one.version, filing.one.language, commit});
  const auto bytes = bytes_of(env, sheet_of(env, filing.one, filing.wish), filing.format);
  const auto file = fmt::format("outbox/{}/{:02}-{}.{}.{}", one.id, number + 1, filing.one.name,
                                filing.one.language, filing.format.name);
  const auto entry = entry_of(env, one, filing, commit, file, bytes);
  sys::write_private(book.reg().root(), file, bytes);
  const auto done =
      book.change(one.path, {"letter", "file " + filing.one.name, {}, false},
                  [&](const casebook::Case& current) {
                    refuse_taken(current, number);
                    return yaml::with_appended(current.text, core::path_of("documents"), entry);
                  });
  Result result;
  result.value.set("case", core::Value(one.id));
  result.value.set("document", entry);
  result.value.set("number", core::Value(static_cast<int>(number)));
  result.page.line(env.say(
      "letter.filed",
      {{"file", file}, {"number", std::to_string(number + 1)}, {"code", filing.wish.code}}));
  result.page.line("  sha256 " + entry.text("sha256"), Page::Style::faint);
  const auto command = record_command(one, filing.one, number);
  result.page.paragraph(env.say(command.empty() ? "letter.to_archive" : "letter.sends_nothing"), 0,
                        Page::Style::faint);
  if (!command.empty()) {
    result.page.line("  " + command, Page::Style::faint);
    result.value.set("record", core::Value(command));
  }
  say_done(env, done, result);
  note_uncommitted(book, filing.one, result);
  return result;
}

Result letter_archived(Env& env, const casebook::Case& before, const std::string& number,
                       const std::string& archive) {
  const auto& documents = before.root.list("documents");
  std::size_t at = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), at);
  if (error != std::errc{} || end != number.data() + number.size() || at < 1 ||
      at > documents.size()) {
    throw core::Error(core::Exit::usage, "no-such-document",
                      {{"number", number}, {"count", std::to_string(documents.size())}});
  }
  if (archive.empty()) {
    throw core::Error(core::Exit::usage, "archived-without-number", {});
  }
  at = newest_of(documents, at - 1) + 1;
  auto entry = documents[at - 1];
  entry.set("archive", archived_at(before, archive));
  entry.set("corrects", core::Value(static_cast<int>(at - 1)));
  const auto done = env.book().change(
      before.path, {"letter", "archived " + number, {}, false}, [&](const casebook::Case& one) {
        return yaml::with_appended(one.text, core::path_of("documents"), entry);
      });
  Result result;
  result.value.set("document", entry);
  result.page.line(env.say("letter.archived", {{"number", number}, {"archive", archive}}));
  say_done(env, done, result);
  return result;
}

} // namespace cmd
