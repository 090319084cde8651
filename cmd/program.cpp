// SPDX-License-Identifier: MIT
// The one place that turns results and errors into text and an exit code.
#include "cmd/program.hpp"

#include <cerrno>
#include <cstdio>
#include <exception>
#include <utility>

#include <fmt/format.h>

#include "cmd/command.hpp"
#include "cmd/env.hpp"
#include "cmd/parse.hpp"
#include "core/version.hpp"
#include "export/json.hpp"
#include "system/files.hpp"
#include "system/process.hpp"

namespace cmd {

namespace {

// False when the text could not be written; a closed pipe (`pvtool list | head`) is no fault.
bool write_to(std::FILE* stream, const std::string& text) {
  errno = 0;
  const bool whole =
      std::fwrite(text.data(), 1, text.size(), stream) == text.size() && std::fflush(stream) == 0;
  return whole || errno == EPIPE;
}

bool coloured(const Settings& settings, bool terminal) {
  if (settings.colour != "auto") {
    return settings.colour == "always";
  }
  return terminal && !sys::environment("NO_COLOR") &&
         sys::environment("TERM").value_or("dumb") != "dumb";
}

// Takes the value out of the result: a second one of a large answer would not fit into memory.
std::string in_json(Env& env, const std::string& command, Result& result,
                    const core::Error* error) {
  core::List findings;
  for (const auto& finding : result.findings) {
    findings.push_back(
        exporting::value_of(finding, message_of(env, finding), hint_of(env, finding)));
  }
  core::Value whole;
  whole.set("json_version", core::Value(1));
  whole.set("command", core::Value(command));
  whole.set("register", env.has_book() && !result.is_public ? core::Value(env.book().reg().root())
                                                            : core::Value());
  if (env.has_book() && env.book().is_example()) {
    whole.set("example", core::Value(true));
  }
  whole.set("now", env.has_book() ? core::Value(env.book().now_text()) : core::Value());
  whole.set("exit", core::Value(static_cast<int>(result.exit)));
  if (error != nullptr) {
    core::Value value;
    value.set("name", core::Value(error->name));
    value.set("message",
              core::Value(env.texts().finding(error->name, "message", error->arguments)));
    value.set("hint", core::Value(env.texts().finding(error->name, "hint", error->arguments)));
    whole.set("error", std::move(value));
  }
  whole.set("findings", core::Value(findings));
  whole.set("result", std::exchange(result.value, core::Value(core::Map{})));
  return exporting::json(whole) + "\n";
}

Page error_page(Env& env, const core::Error& error) {
  Page page;
  auto message = env.texts().finding(error.name, "message", error.arguments);
  if (message.empty()) {
    message = error.name;
    for (const auto& [name, text] : error.arguments) {
      message += fmt::format(" {}={}", name, text);
    }
  }
  page.line(fmt::format("pvtool: {}", message), Page::Style::bad);
  if (const auto hint = env.texts().finding(error.name, "hint", error.arguments); !hint.empty()) {
    const auto label = "  " + env.say("word.hint") + ":";
    page.pair(label, hint, static_cast<int>(columns_of(label)) + 1);
  }
  return page;
}

// The answer in a file, and the words that it is there as the answer that is printed.
Result with_file(Env& env, const std::string& command, Result result) {
  sys::write_file(result.json_file, in_json(env, command, result, nullptr));
  result.as_json = false;
  result.value.set("file", core::Value(result.json_file));
  result.page = Page();
  result.page.line(env.say("audit.written", {{"file", result.json_file}}));
  return result;
}

int printed(Env& env, const std::string& command, Result result, const core::Error* error) {
  auto exit = result.exit;
  bool whole = true;
  if (result.output) {
    write_to(
        stderr,
        page_of(env, result.findings).to_text(coloured(env.settings(), sys::is_terminal_error())));
    whole = write_to(stdout, *result.output);
  } else if (env.settings().json || result.as_json) {
    whole = write_to(stdout, in_json(env, command, result, error));
  } else {
    const auto note = page_of(env, result.findings);
    const bool to_error = error != nullptr || command != "validate";
    if (to_error) {
      write_to(stderr, note.to_text(coloured(env.settings(), sys::is_terminal_error())));
    } else {
      whole = write_to(stdout, note.to_text(coloured(env.settings(), sys::is_terminal_output())));
    }
    whole = write_to(stdout,
                     result.page.to_text(coloured(env.settings(), sys::is_terminal_output()))) &&
            whole;
    if (error != nullptr) {
      write_to(stderr,
               error_page(env, *error).to_text(coloured(env.settings(), sys::is_terminal_error())));
    }
  }
  if (!whole) {
    write_to(stderr, "pvtool: " + env.say("usage.not_written") + "\n");
    exit = core::graver(exit, core::Exit::failed);
  }
  return static_cast<int>(exit);
}

int run_command(const Parsed& parsed) {
  Env env(parsed.settings);
  const std::string name(parsed.command->name);
  try {
    if (parsed.settings.register_folders.size() > 1 && !parsed.command->several_registers) {
      throw core::Error(core::Exit::usage, "one-register", {{"command", name}});
    }
    auto result = parsed.command->run(env, parsed.arguments);
    if (!result.json_file.empty()) {
      result = with_file(env, name, std::move(result));
    }
    return printed(env, name, std::move(result), nullptr);
  } catch (const core::Error& error) {
    Result result;
    result.exit = error.code;
    result.findings = error.findings;
    return printed(env, name, std::move(result), &error);
  }
}

// In the register's language where there is a register: what is wrong with it is said elsewhere.
int wrong_usage(Env& env, const Complaint& wrong) {
  try {
    env.try_book();
  } catch (const core::Error&) {
    env.use_language(env.settings().language);
  }
  Page page;
  page.line(fmt::format("pvtool: {}", env.say(wrong.message, wrong.arguments)), Page::Style::bad);
  if (!wrong.hint.empty()) {
    const auto label = fmt::format("  {}:", env.say("word.hint"));
    page.pair(label, env.say(wrong.hint, wrong.hint_arguments),
              static_cast<int>(columns_of(label)) + 1);
  }
  page.line(env.texts().say("terminal", "usage.try"));
  write_to(stderr, page.to_text(coloured(env.settings(), sys::is_terminal_error())));
  return static_cast<int>(core::Exit::usage);
}

} // namespace

int run(const std::vector<std::string>& words) {
  try {
    Settings early;
    early.language = language_asked_for(words);
    if (early.language != "nb" && early.language != "nn" && early.language != "en") {
      early.language.clear();
    }
    if (const auto folder = folder_asked_for(words); !folder.empty()) {
      early.register_folders.push_back(folder);
    }
    Env env(early);
    const auto help = [&](const std::string& id) {
      const auto dot = id.find('.');
      return env.texts().word("help", id.substr(0, dot),
                              dot == std::string::npos ? "" : id.substr(dot + 1));
    };
    const auto version = fmt::format("pvtool {}", core::k_version);
    // Help texts are read only when help is asked for.
    auto parsed = cmd::parsed(
        words, [](const std::string&) { return std::string(); }, version);
    if (parsed.wish == Parsed::Wish::help) {
      parsed = cmd::parsed(words, help, version);
    }
    switch (parsed.wish) {
    case Parsed::Wish::help:
    case Parsed::Wish::version:
      return write_to(stdout, parsed.text) ? 0 : static_cast<int>(core::Exit::failed);
    case Parsed::Wish::wrong:
      return wrong_usage(env, parsed.wrong);
    case Parsed::Wish::run:
      break;
    }
    return run_command(parsed);
  } catch (const core::Error& error) {
    // Not even the texts could be had: say it in the words at hand.
    std::string what = error.name;
    for (const auto& [name, text] : error.arguments) {
      what += fmt::format(" {}={}", name, text);
    }
    write_to(stderr, fmt::format("pvtool: {}\n", harmless(what)));
    return static_cast<int>(error.code);
  } catch (const std::exception& error) {
    write_to(stderr, fmt::format("pvtool: this is a bug in pvtool: {}\n", harmless(error.what())));
    return static_cast<int>(core::Exit::bug);
  }
}

} // namespace cmd
