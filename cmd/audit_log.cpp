// SPDX-License-Identifier: MIT
#include <algorithm>

#include "audit/changes.hpp"
#include "cmd/audit.hpp"
#include "cmd/history_page.hpp"
#include "cmd/output.hpp"
#include "cmd/say.hpp"
#include "cmd/then.hpp"

namespace cmd {

namespace {

// The fact that a word names; one that no version of the case ever had and no kind knows is a
// mistake in typing.
core::Path fact_of(Env& env, const std::string& word, const std::vector<audit::Step>& steps) {
  const auto path = core::parsed_path(word);
  if (!path) {
    throw core::Error(core::Exit::usage, "bad-path", {{"path", word}});
  }
  const bool known = std::any_of(steps.begin(), steps.end(), [&](const audit::Step& step) {
    const auto kind = step.root.is_map() ? step.root.text("kind") : "";
    return (env.kinds().has(kind) && env.kinds().schema(kind).shape(*path)) ||
           std::any_of(step.changed.begin(), step.changed.end(),
                       [&](const auto& one) { return audit::is_within(*path, one.path); });
  });
  if (!known) {
    throw core::Error(core::Exit::usage, "no-such-fact", {{"path", word}});
  }
  return *path;
}

void keep_only(const core::Path& fact, std::vector<audit::Step>& steps) {
  for (auto& step : steps) {
    std::erase_if(step.changed,
                  [&](const audit::Changed& one) { return !audit::is_within(fact, one.path); });
  }
  std::erase_if(steps, [](const audit::Step& step) {
    return step.changed.empty() && step.what != audit::Step::What::removed &&
           step.what != audit::Step::What::unreadable;
  });
}

// What is said of each step, in the one form that is asked for: nothing else of it is kept, for the
// versions of a large register do not fit into memory together.
class Log {
public:
  enum class Form { page, markdown, value };

  Log(Env& env, Form form) : m_env(env), m_form(form) {}

  void add(const audit::Step& step) {
    if (m_form == Form::value) {
      m_rows.push_back(step_value(m_env, step));
    } else if (m_form == Form::markdown) {
      m_text += step_markdown(m_env, step);
    } else {
      m_is_empty = false;
      say_step(m_env, step, m_page);
    }
  }

  core::List& rows() { return m_rows; }
  const std::string& text() const { return m_text; }
  Page& page() {
    if (m_is_empty) {
      m_page.line(m_env.say("audit.nothing_changed"));
    }
    return m_page;
  }

private:
  Env& m_env;
  Form m_form;
  core::List m_rows;
  std::string m_text;
  Page m_page;
  bool m_is_empty = true;
};

void fill(Env& env, const std::string& path, const std::vector<std::string>& words, Log& log) {
  if (words.empty()) {
    audit::each_step(env.book().reg(), [&](const audit::Step& step) { log.add(step); });
    return;
  }
  auto steps = audit::steps_with_links(env.book().reg(), path, casebook::id_from(path));
  if (words.size() > 1) {
    keep_only(fact_of(env, words[1], steps), steps);
  }
  for (const auto& step : steps) {
    log.add(step);
  }
}

} // namespace

Result audit_log(Env& env, const Arguments& arguments) {
  const auto words = arguments.list("WORD");
  const auto format = chosen_format(arguments, {"text", "json", "md"}, "audit", "log");
  Result result;
  const auto path = words.empty() ? "" : path_of_case(env, words[0]);
  const bool to_programs =
      format == "json" || (env.settings().json && format == "text" && !arguments.has("--output"));
  Log log(env, to_programs      ? Log::Form::value
               : format == "md" ? Log::Form::markdown
                                : Log::Form::page);
  fill(env, path, words, log);
  result.value.set("case", path.empty() ? core::Value() : core::Value(casebook::id_from(path)));
  result.value.set("field", words.size() > 1 ? core::Value(words[1]) : core::Value());
  if (to_programs) {
    result.value.set("log", core::Value(std::move(log.rows())));
    give_json(env, arguments, result);
  } else if (format == "md") {
    const auto title =
        env.say("audit.log_title",
                {{"what", words.empty() ? organisation_name(env) : casebook::id_from(path)}});
    give_out(env, arguments, format, log_heading_markdown(title) + log.text(), result);
  } else {
    say_example(env, result);
    result.page.add(log.page());
    if (arguments.has("--output")) {
      give_out(env, arguments, format, result.page.to_text(false), result);
    }
  }
  return result;
}

} // namespace cmd
