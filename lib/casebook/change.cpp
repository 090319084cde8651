// SPDX-License-Identifier: MIT
// The only way to write: load, check, edit, check again, one commit.
#include <algorithm>

#include <fmt/format.h>

#include "casebook/book.hpp"
#include "core/checks.hpp"
#include "core/diff.hpp"
#include "core/error.hpp"
#include "core/version.hpp"
#include "yaml/document.hpp"
#include "yaml/edit.hpp"

namespace casebook {

namespace {

constexpr int k_tries = 12; // another process may take the branch or the number meanwhile

std::vector<core::Finding> errors_of(std::vector<core::Finding> findings) {
  std::erase_if(findings, [](const core::Finding& one) { return !core::stops_writing(one); });
  return findings;
}

// "times.aware, data.types": paths only, never values; the list ends where a subject line would be
// too long.
std::string edited_places(const core::Value& before, const core::Value& after) {
  std::string text;
  for (const auto& place : core::differences(before, after)) {
    if (text.size() + place.size() > 80) {
      text += ", ...";
      break;
    }
    text += (text.empty() ? "" : ", ") + place;
  }
  // A key may hold anything; a subject is one plain line.
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
  return text.empty() ? "comments" : text;
}

} // namespace

std::string Book::commit(const Request& request, const Case& one,
                         const std::optional<std::string>& before) {
  reg::Change change;
  change.subject = fmt::format("{}: {}{}{}", one.id, request.command,
                               request.what.empty() ? "" : ": ", request.what);
  change.trailers = {{"Case", one.id}, {"Command", request.command}};
  for (const auto& rule : request.rules) {
    change.trailers.push_back({"Rule", rule});
  }
  if (m_set_now) {
    change.trailers.push_back({"Now", *m_set_now});
  }
  change.trailers.push_back({"Pvtool", std::string(core::k_version)});
  change.files[one.path] = one.text;
  change.read[one.path] = before;
  return m_reg->commit(change, m_reg->head());
}

std::optional<std::string> Book::commit_edit(const std::string& path) {
  const auto state = m_reg->state(path);
  if (state == reg::State::same) {
    return std::nullopt;
  }
  const auto one = load(path);
  const auto faults = errors_of(judge(one));
  if (!faults.empty()) {
    throw core::Error(core::Exit::refused, "hand-edit-refused", {{"file", path}}, faults);
  }
  const auto committed = m_reg->committed(path);
  const auto before = committed ? yaml::read(*committed).root : std::nullopt;
  const auto what = before ? edited_places(*before, one.root) : std::string("new");
  return commit({"edit", what, {}, false}, one, one.text);
}

Done Book::change(const std::string& path, const Request& request, const Edit& edit) {
  std::optional<std::string> edit_commit; // told even when a later try makes the change
  for (int attempt = 1;; ++attempt) {
    try {
      if (auto edited = commit_edit(path)) {
        edit_commit = std::move(edited);
      }
      Done done;
      done.edit_commit = edit_commit;
      const auto before = load_good(path);
      if (before.root.text("status") == "closed" && !request.may_be_closed) {
        throw core::Error(core::Exit::refused, "case-closed", {{"id", before.id}});
      }
      done.changed = from_text(path, edit(before));
      if (done.changed.text == before.text) {
        done.commit = m_reg->head();
        return done; // nothing to say, nothing to commit
      }
      const auto faults = errors_of(judge(done.changed));
      if (!faults.empty()) {
        throw core::Error(core::Exit::refused, "change-refused", {{"file", path}}, faults);
      }
      const auto& kind = m_kinds.kind(before.kind());
      const auto ids = core::new_national_ids(kind, before.root, done.changed.root);
      if (!ids.empty()) {
        throw core::Error(core::Exit::refused, "national-id-for-ever", {{"path", ids.front()}});
      }
      done.commit = commit(request, done.changed, before.text);
      return done;
    } catch (const core::Error& error) {
      if (error.name != "moved-meanwhile" || attempt == k_tries) {
        throw;
      }
    }
  }
}

// "B" for a clone that works apart (`git config pvtool.series B`), else empty.
std::string Book::series() const {
  const auto letter = m_reg->setting("pvtool.series");
  const bool good = letter.empty() || (letter.size() == 1 && letter[0] >= 'A' && letter[0] <= 'Z');
  if (!good) {
    throw core::Error(core::Exit::refused, "bad-series", {{"series", letter}});
  }
  return letter;
}

std::string Book::next_id(int year) const {
  const auto folder = fmt::format("cases/{}", year);
  const auto letter = series();
  const auto prefix = fmt::format("{}-{}", year, letter);
  int last = 0;
  const auto count = [&](const std::vector<std::string>& paths) {
    for (const auto& path : paths) {
      const auto id = id_from(path);
      // Each series counts for itself.
      if (id.starts_with(prefix) && id[prefix.size()] >= '0' && id[prefix.size()] <= '9') {
        last = std::max(last, std::stoi(id.substr(prefix.size(), 9)));
      }
    }
  };
  count(m_reg->working_paths(folder));
  count(m_reg->committed_paths(folder));
  return fmt::format("{}{:04}", prefix, last + 1);
}

namespace {

// Keys that a new case does not take over from the text it comes from.
constexpr std::string_view k_assigned[] = {"kind",   "format",   "id",     "uid",
                                           "status", "received", "closing"};

core::Path with_step(core::Path path, core::Step step) {
  path.steps.push_back(std::move(step));
  return path;
}

// The deepest empty value, or a map or list that emptying left behind: what a blank form leaves.
std::optional<core::Path> empty_place(const core::Value& value, const core::Path& path) {
  if (value.is_map()) {
    for (const auto& member : value.as_map()) {
      if (auto found = empty_place(member.value,
                                   with_step(path, {core::Step::Kind::key, member.key, "", 0}))) {
        return found;
      }
    }
  } else if (value.is_list()) {
    int index = 0;
    for (const auto& entry : value.as_list()) {
      if (auto found =
              empty_place(entry, with_step(path, {core::Step::Kind::index, "", "", index++}))) {
        return found;
      }
    }
  }
  const bool empty = value.is_null() || (value.is_map() && value.as_map().empty()) ||
                     (value.is_list() && value.as_list().empty());
  return empty && !path.steps.empty() ? std::optional(path) : std::nullopt;
}

std::string without_keys(std::string text, const std::vector<std::string>& grows) {
  std::vector<std::string> keys(std::begin(k_assigned), std::end(k_assigned));
  keys.insert(keys.end(), grows.begin(), grows.end());
  auto root = yaml::read(text).root;
  for (const auto& key : keys) {
    if (root->find(key) != nullptr) {
      text = yaml::without(text, core::path_of(key));
      root = yaml::read(text).root;
    }
  }
  while (auto empty = empty_place(*root, {})) {
    text = yaml::without(text, *empty);
    root = yaml::read(text).root;
  }
  return text;
}

// A document without the keys that the head already says.
core::Value rest_of(core::Value meaning, const std::string& head) {
  const auto said = yaml::read(head).root.value();
  for (const auto& member : said.as_map()) {
    meaning.erase(member.key);
  }
  return meaning;
}

} // namespace

std::string Book::head_of(const std::string& kind, const std::string& id, const core::Value& asked,
                          const std::string& end) const {
  const auto given = asked.text("received");
  const auto line = [&](std::string_view key, const std::string& value) {
    return fmt::format("{}: {}{}", key, value, end);
  };
  auto head = fmt::format(
      "# yaml-language-server: $schema=../../.pvtool/schemas/{}/case.schema.json{}", kind, end);
  head += line("kind", kind) + line("format", std::to_string(m_kinds.kind(kind).format)) +
          line("id", id);
  head += line("uid", yaml::emitted(core::Value(m_uid())));
  return head + line("status", "open") +
         line("received", yaml::emitted(core::Value(given.empty() ? now_text() : given)));
}

namespace {

// The document that a new case will mean, with the places of the text it comes from.
core::Value as_new_case(core::Value root, const std::string& head_text,
                        const std::vector<std::string>& grows) {
  for (const auto& key : grows) {
    root.erase(key);
  }
  root.erase("closing");
  while (auto empty = empty_place(root, {})) {
    auto above = *empty;
    const auto last = above.steps.back();
    above.steps.pop_back();
    auto* parent = above.steps.empty() ? &root : const_cast<core::Value*>(core::at(root, above));
    if (last.kind == core::Step::Kind::key) {
      parent->erase(last.key);
    } else {
      parent->as_list().erase(parent->as_list().begin() + last.index);
    }
  }
  const auto head = yaml::read(head_text).root.value();
  for (const auto& member : head.as_map()) {
    auto value = member.value;
    const auto* there = root.find(member.key);
    value.span = there != nullptr ? there->span : core::Span{0, 0, 1, 1};
    root.set(member.key, std::move(value));
  }
  return root;
}

} // namespace

Done Book::add(const std::string& kind, const std::string& text, const std::string& origin) {
  Case source;
  source.path = origin;
  source.text = text;
  const auto asked = yaml::read(text.empty() ? "{}" : text);
  if (!asked.root) {
    auto faults = asked.findings;
    finish(faults, source);
    throw core::Error(core::Exit::findings, "case-unreadable", {{"file", origin}}, faults);
  }
  for (int attempt = 1;; ++attempt) {
    try {
      const auto given = core::parsed_time(asked.root->text("received"));
      const auto day = core::day_of(given ? given->instant : m_now, m_zone);
      const auto id = next_id(day.year);
      const auto head =
          head_of(kind, id, *asked.root, text.find("\r\n") != std::string::npos ? "\r\n" : "\n");
      source.root = as_new_case(*asked.root, head, m_kinds.kind(kind).grows);
      auto faults = errors_of(judge(source));
      if (!faults.empty()) {
        throw core::Error(core::Exit::findings, "case-not-registered", {{"file", origin}}, faults);
      }
      Done done;
      done.changed = from_text(path_from(id), with_head(head, text, source.root));
      faults = errors_of(judge(done.changed));
      if (!faults.empty()) {
        throw core::Error(core::Exit::findings, "case-not-registered", {{"file", origin}}, faults);
      }
      done.commit = commit({"report", "", {}, false}, done.changed, std::nullopt);
      return done;
    } catch (const core::Error& error) {
      if (error.name != "moved-meanwhile" || attempt == k_tries) {
        throw;
      }
    }
  }
}

namespace {

// A text whose document begins with the marker `---`, without that line: only comments and empty
// lines may stand before it.
std::string without_marker(std::string text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const auto line = std::string_view(text).substr(at, end - at);
    if (line.substr(0, line.find_last_not_of(" \r\n") + 1) == "---") {
      return text.erase(at, line.size());
    }
    if (line.find_first_not_of(" \r\n") != std::string_view::npos && line.front() != '#') {
      break;
    }
    at = end;
  }
  return text;
}

} // namespace

// The assigned keys stand first, in the order of the design; the rest follows as it was written.
std::string Book::with_head(const std::string& head, const std::string& text,
                            const core::Value& meaning) const {
  constexpr std::string_view k_bom = "\xEF\xBB\xBF";
  const bool bom = text.starts_with(k_bom);
  auto rest = without_keys(without_marker(text.substr(bom ? k_bom.size() : 0)),
                           m_kinds.kind(meaning.text("kind")).grows);
  if (yaml::read(rest).root->as_map().empty()) {
    rest.clear();
  }
  const auto whole = (bom ? std::string(k_bom) : "") + head + rest;
  const auto document = yaml::read(whole);
  const auto same = [&] {
    return document.root && core::differences(*document.root, meaning).empty();
  };
  // A text in flow style cannot stand behind other lines: it is written anew.
  return same() ? whole : head + yaml::emitted(rest_of(meaning, head)) + "\n";
}

} // namespace casebook
