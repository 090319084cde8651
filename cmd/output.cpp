// SPDX-License-Identifier: MIT
#include "cmd/output.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "system/files.hpp"
#include "system/process.hpp"

namespace cmd {

namespace {

bool is_binary(const std::string& format) {
  return format == "xlsx" || format == "zip";
}

} // namespace

void refuse_output(Env& env, const std::string& output) {
  if (sys::is_file(output) || sys::is_folder(output)) {
    throw core::Error(core::Exit::refused, "output-exists", {{"path", output}});
  }
  const auto below = sys::path_below(env.book().reg().root(), output);
  if (!below.empty() && !below.starts_with("outbox/")) {
    throw core::Error(core::Exit::refused, "output-in-register", {{"path", output}});
  }
}

std::string chosen_format(const Arguments& arguments, const std::vector<std::string>& formats,
                          const std::string& command, const std::string& what) {
  const auto asked = arguments.text("--format");
  if (!asked.empty() && std::find(formats.begin(), formats.end(), asked) == formats.end()) {
    throw core::Error(
        core::Exit::usage, "option-not-here",
        {{"option", fmt::format("--format {}", asked)}, {"what", what}, {"command", command}});
  }
  return asked.empty() ? formats.front() : asked;
}

void give_out(Env& env, const Arguments& arguments, const std::string& format,
              const std::string& bytes, Result& result) {
  if (const auto output = arguments.text("--output"); !output.empty()) {
    refuse_output(env, output);
    sys::write_file(output, bytes);
    result.value.set("file", core::Value(output));
    result.page = Page();
    result.page.line(env.say("audit.written", {{"file", output}}));
    return;
  }
  if (is_binary(format) && (env.settings().json || sys::is_terminal_output())) {
    throw core::Error(core::Exit::usage, "output-needed", {{"format", format}});
  }
  if (env.settings().json) {
    result.value.set("text", core::Value(bytes));
  } else {
    result.output = bytes;
  }
}

void give_json(Env& env, const Arguments& arguments, Result& result) {
  result.as_json = true;
  if (auto output = arguments.text("--output"); !output.empty()) {
    refuse_output(env, output);
    result.json_file = std::move(output);
  }
}

} // namespace cmd
