// SPDX-License-Identifier: MIT
#include "cmd/run.hpp"
#include "cmd/say.hpp"
#include "system/files.hpp"
#include "system/process.hpp"

namespace cmd {

// Opens the file itself: what is typed stays there whatever happens, and the commit follows.
Result run_edit(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto path = book.find(arguments.text("CASE"));
  const auto editor = sys::environment("VISUAL").value_or(sys::environment("EDITOR").value_or(""));
  if (editor.empty() && !env.may_ask()) {
    throw core::Error(core::Exit::usage, "no-editor");
  }
  const auto file = book.reg().root() + "/" + path;
  const int code = sys::run_editor(editor.empty() ? "vi" : editor, file);
  if (code != 0) {
    throw core::Error(core::Exit::failed, "editor-failed",
                      {{"editor", editor}, {"code", std::to_string(code)}, {"file", path}});
  }
  const auto commit = book.commit_edit(path);
  Result result;
  say_mended(env, result);
  const auto one = book.load(path);
  result.findings = book.judge(one);
  result.value.set("id", core::Value(one.id));
  result.value.set("commit", commit ? core::Value(*commit) : core::Value());
  result.page.line(env.say(commit ? "done.edit" : "done.unchanged", {{"id", one.id}}));
  return result;
}

} // namespace cmd
