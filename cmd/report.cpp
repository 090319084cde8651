// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cmd/form.hpp"
#include "cmd/run.hpp"
#include "cmd/say.hpp"
#include "system/files.hpp"
#include "system/process.hpp"
#include "yaml/document.hpp"
#include "yaml/edit.hpp"

namespace cmd {

namespace {

struct Source {
  std::string text;
  std::string name; // how findings call it
};

Source read_source(Env& env, const std::string& from) {
  if (from == "-") {
    return {env.outside().input(yaml::k_max_bytes), "-"};
  }
  if (sys::is_folder(from)) {
    throw core::Error(core::Exit::not_found, "not-a-file", {{"path", from}});
  }
  auto text = sys::read_file(from);
  if (!text) {
    throw core::Error(core::Exit::not_found, "no-such-file", {{"path", from}});
  }
  return {std::move(*text), from};
}

// The form in the user's editor; what was typed is never lost: the file stays when the case is
// refused.
Source edited_form(Env& env, const std::string& kind) {
  const auto editor =
      sys::environment("VISUAL").value_or(sys::environment("EDITOR").value_or("vi"));
  const auto blank = blank_form(env, kind);
  const auto file = sys::temporary_file(blank, ".yaml");
  const int code = sys::run_editor(editor, file);
  if (code != 0) {
    throw core::Error(core::Exit::failed, "editor-failed",
                      {{"editor", editor}, {"code", std::to_string(code)}, {"file", file}});
  }
  auto text = sys::read_file(file).value_or("");
  if (text == blank) {
    sys::remove_file(file);
    throw core::Error(core::Exit::refused, "form-untouched");
  }
  return {std::move(text), file};
}

std::string kind_asked_for(const Arguments& arguments, const std::string& text) {
  if (arguments.has("KIND")) {
    return arguments.text("KIND");
  }
  const auto document = yaml::read(text);
  return document.root ? document.root->text("kind", "breach") : "breach";
}

// A new case takes over no history; what was typed must not be lost in silence.
void refuse_history(const core::Kind& kind, const Setting& setting) {
  const auto& key = setting.path.steps.front().key;
  if (std::find(kind.grows.begin(), kind.grows.end(), key) != kind.grows.end()) {
    throw core::Error(core::Exit::usage, "history-comes-later", {{"path", key}});
  }
}

// The rows of a catalogue, put after what the list holds; a row whose `item` is there already is
// left as it was written.
std::string with_catalogue(const casebook::Kinds& kinds, const std::string& kind,
                           const std::string& name, std::string text) {
  const auto& all = kinds.catalogues(kind);
  const auto found = all.find(name);
  if (found == all.end()) {
    std::string known;
    for (const auto& [other, data] : all) {
      known += (known.empty() ? "" : ", ") + other;
    }
    throw core::Error(core::Exit::usage, "no-such-catalogue",
                      {{"name", name}, {"kind", kind}, {"known", known}});
  }
  const auto list = core::path_of(found->second.text("list"));
  std::set<std::string> there;
  const auto before = yaml::read(text).root.value_or(core::Value());
  for (const auto& entry : before.list(list.steps.front().key)) {
    there.insert(entry.text("item"));
  }
  for (const auto& row : found->second.list("rows")) {
    if (!there.contains(row.text("item")) || row.text("item").empty()) {
      text = yaml::with_appended(text, list, row);
    }
  }
  const auto said = core::path_of("catalogues");
  if (kinds.schema(kind).shape(said)) {
    core::Value used;
    used.set("name", core::Value(name));
    used.set("version", *found->second.find("version"));
    text = yaml::with_appended(text, said, used);
  }
  return text;
}

} // namespace

Result run_report(Env& env, const Arguments& arguments) {
  Result result;
  if (arguments.has("--form")) {
    const auto kind = arguments.has("KIND") ? arguments.text("KIND") : "breach";
    env.try_book(); // a register may have kinds and a language of its own
    const auto form = blank_form(env, kind);
    result.value.set("form", core::Value(form));
    result.page.text(form);
    return result;
  }
  auto& book = env.book();
  Source source;
  if (arguments.has("--from")) {
    source = read_source(env, arguments.text("--from"));
  } else if (!arguments.has("--set") && !arguments.has("--catalogue")) {
    if (!env.may_ask()) {
      throw core::Error(core::Exit::usage, "nothing-to-report");
    }
    source = edited_form(env, kind_asked_for(arguments, ""));
  }
  const auto kind = kind_asked_for(arguments, source.text);
  book.kinds().folder(kind); // an unknown kind is refused before anything else
  std::vector<Setting> settings;
  for (const auto& text : arguments.list("--set")) {
    settings.push_back(setting_from(env, kind, text));
    refuse_history(book.kinds().kind(kind), settings.back());
  }
  if (!settings.empty() && yaml::read(source.text.empty() ? "{}" : source.text).root) {
    source.text = with_settings(source.text.empty() ? "{}\n" : source.text, settings);
  }
  for (const auto& name : arguments.list("--catalogue")) {
    source.text = with_catalogue(book.kinds(), kind, name,
                                 source.text.empty() ? "{}\n" : std::move(source.text));
  }
  const auto done = book.add(kind, source.text, source.name.empty() ? "--set" : source.name);
  result.findings = book.judge(done.changed);
  if (source.name.ends_with(".yaml") && !arguments.has("--from")) {
    sys::remove_file(source.name);
  }
  say_done(env, done, result);
  result.page.line(env.say("report.done", {{"id", done.changed.id}, {"path", done.changed.path}}),
                   Page::Style::heading);
  say_next(env, done.changed, result);
  return result;
}

} // namespace cmd
