// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include "cmd/plan_page.hpp"
#include "cmd/plan_value.hpp"
#include "core/organisation.hpp"

namespace cmd {

namespace {

constexpr int k_label = 16;

const core::Value* role_entry(Env& env, const std::string& role) {
  return core::role_of(env.book().organisation(), role);
}

std::string listed(const core::List& list,
                   const std::function<std::string(const std::string&)>& say) {
  std::string text;
  for (const auto& word : list) {
    text += (text.empty() ? "" : ", ") + say(word.to_text());
  }
  return text;
}

std::string titles(Env& env, const core::List& roles) {
  return listed(roles, [&](const std::string& role) { return role_title(env, role); });
}

// "first_reaction" in the reader's words, else as pvtool.yaml has it.
std::string step_words(Env& env, const std::string& kind, const std::string& step) {
  auto words = env.texts().say_kind(kind, {"checklists", "process", step});
  if (words.empty()) {
    words = step;
    std::replace(words.begin(), words.end(), '_', ' ');
  }
  return words;
}

// What a cell of the matrix may hold: the letter's key, and where pvtool.yaml says so.
struct Letter {
  const char* text;
  const char* key;
};
constexpr std::array k_letters = {Letter{"plan.letter_accountable", "responsible"},
                                  Letter{"plan.letter_performing", "performing"},
                                  Letter{"plan.letter_consulted", "consulted"},
                                  Letter{"plan.letter_informed", "informed"}};

bool names(const core::Value& row, const char* key, const std::string& role) {
  const auto* said = row.find(key);
  if (said == nullptr) {
    return false;
  }
  const auto& list = row.list(key);
  return said->is_list() ? std::find(list.begin(), list.end(), core::Value(role)) != list.end()
                         : *said == core::Value(role);
}

std::string cell_of(Env& env, const core::Value& row, const std::string& role) {
  std::string cell;
  for (const auto& letter : k_letters) {
    if (names(row, letter.key, role)) {
      cell += (cell.empty() ? "" : " ") + env.say(letter.text);
    }
  }
  return cell.empty() ? "-" : cell;
}

// Roles that some row names, in the order of pvtool.yaml.
std::vector<std::string> columns_of_matrix(Env& env, const core::List& matrix) {
  std::vector<std::string> columns;
  for (const auto& role : core::roles_of(env.book().organisation()).as_map()) {
    const bool named = std::any_of(matrix.begin(), matrix.end(), [&](const core::Value& row) {
      return std::any_of(k_letters.begin(), k_letters.end(),
                         [&](const Letter& letter) { return names(row, letter.key, role.key); });
    });
    if (named) {
      columns.push_back(role.key);
    }
  }
  return columns;
}

// As many columns as fit beside the steps, eight at most; more go into a second table.
constexpr std::size_t k_columns = 8;
constexpr std::size_t k_cell = 8;
constexpr std::size_t k_step = 32;
constexpr std::size_t k_page = 96;

std::size_t width_of_steps(const PlanView& view, const core::List& matrix) {
  auto width = k_step;
  for (const auto& row : matrix) {
    const auto label = "    " + step_words(view.env, view.one.kind(), row.text("step")) + " ";
    width = std::max(width, columns_of(label));
  }
  return width;
}

std::size_t columns_beside(std::size_t width) {
  const auto room = width < k_page ? (k_page - width) / k_cell : 0;
  return std::clamp(room, std::size_t{1}, k_columns);
}

void say_matrix_part(const PlanView& view, const core::List& matrix,
                     const std::vector<std::string>& roles, std::size_t from, Page& page) {
  auto& env = view.env;
  const auto width = width_of_steps(view, matrix);
  const auto until = std::min(from + columns_beside(width), roles.size());
  auto head = padded("    " + env.say("plan.step"), width);
  std::string legend;
  for (auto index = from; index < until; ++index) {
    const auto number = std::to_string(index + 1);
    head += padded(number, k_cell);
    legend +=
        fmt::format("{}{}={}", legend.empty() ? "" : ", ", number, role_title(env, roles[index]));
  }
  page.line(head.substr(0, head.find_last_not_of(' ') + 1), Page::Style::heading);
  for (const auto& row : matrix) {
    auto line = padded("    " + step_words(env, view.one.kind(), row.text("step")), width);
    for (auto index = from; index < until; ++index) {
      line += padded(cell_of(env, row, roles[index]), k_cell);
    }
    page.line(line.substr(0, line.find_last_not_of(' ') + 1));
  }
  page.paragraph(legend, 4);
}

void say_matrix(const PlanView& view, const core::Value& routine, Page& page) {
  const auto& matrix = routine.list("matrix");
  if (matrix.empty()) {
    return;
  }
  page.line();
  page.heading(view.env.say("plan.matrix"));
  const auto roles = columns_of_matrix(view.env, matrix);
  const auto columns = columns_beside(width_of_steps(view, matrix));
  for (std::size_t from = 0; from < roles.size(); from += columns) {
    say_matrix_part(view, matrix, roles, from, page);
  }
  page.paragraph(view.env.say("plan.letters"), 4);
}

std::string action_words(Env& env, const core::Value& actions, const std::string& key) {
  const auto* said = actions.find(key);
  if (said == nullptr) {
    return "-";
  }
  return said->is_bool() ? env.say(said->as_bool() ? "word.yes" : "word.no")
                         : env.say("house." + said->to_text());
}

void say_escalation(const PlanView& view, const core::Value& categories, Page& page) {
  auto& env = view.env;
  page.line();
  page.heading(env.say("plan.escalation"));
  for (const std::string name : {"high", "medium", "low"}) {
    const auto* actions = categories.find(name);
    if (actions == nullptr) {
      continue;
    }
    const bool current = view.plan.category == name;
    auto to = titles(env, actions->list("escalate"));
    to = to.empty() ? env.say("plan.no_escalation") : to;
    const auto label = (current ? "  > " : "    ") + env.say("plan.category_" + name);
    page.pair(label,
              env.say("plan.escalate_to", {{"roles", to}}) +
                  (current ? " (" + env.say("plan.this_case") + ")" : ""),
              k_label, current ? Page::Style::heading : Page::Style::plain);
    std::string rest;
    for (const std::string key : {"authority", "people", "root_cause", "team"}) {
      rest += fmt::format("{}{}: {}", rest.empty() ? "" : "; ", env.say("house." + key),
                          action_words(env, *actions, key));
    }
    page.pair("", rest, k_label);
  }
}

void say_team(const PlanView& view, const core::Value& routine, Page& page) {
  auto& env = view.env;
  const auto& team = routine.list("team");
  if (team.empty()) {
    return;
  }
  page.line();
  page.heading(env.say("plan.team"));
  for (const auto& need : team) {
    page.pair("    -", need.text("need"), 6);
    const auto covered = need.text("covered_by");
    const auto appointed = need.text("appointed");
    const auto how = env.say("plan.appointed_" + appointed,
                             {{"role", covered.empty() ? "-" : role_title(env, covered)}});
    // A fixed role that another one fills: who that is stands there instead.
    const bool is_filled = !covered.empty() && appointed != "covered";
    auto words = is_filled ? role_title(env, need.text("role")) + ", " + how + ", " +
                                 env.say("plan.filled_by", {{"role", role_words(env, covered)}})
                           : role_words(env, need.text("role")) + ", " + how;
    const auto* deputy = need.find("deputy");
    const auto* role = role_entry(env, need.text("role"));
    const bool lacks = deputy != nullptr && *deputy == core::Value(true) &&
                       (role == nullptr || role->list("deputies").empty());
    page.pair("", words + (lacks ? "; " + env.say("plan.deputy_missing") : ""), 6);
  }
}

std::string deputies_of(Env& env, const std::string& role) {
  const auto* entry = role_entry(env, role);
  return entry == nullptr ? "" : listed(entry->list("deputies"), [&](const std::string& name) {
    return core::is_held(name) ? name : env.say("plan.vacant");
  });
}

} // namespace

std::string role_title(Env& env, const std::string& role) {
  const auto* entry = role_entry(env, role);
  auto words = role; // of nobody in pvtool.yaml: at least as words
  std::replace(words.begin(), words.end(), '_', ' ');
  return entry != nullptr ? entry->text("title", words) : words;
}

std::string role_words(Env& env, const std::string& role) {
  const auto* entry = role_entry(env, role);
  if (entry == nullptr) {
    return role_title(env, role);
  }
  std::vector<std::string> parts;
  const auto holder = entry->text("holder");
  if (!holder.empty()) {
    parts.push_back(core::is_held(holder) ? holder : env.say("plan.vacant"));
  }
  if (const auto deputies = deputies_of(env, role); !deputies.empty()) {
    parts.push_back(env.say("plan.deputies", {{"names", deputies}}));
  }
  if (const auto contact = entry->text("contact"); !contact.empty()) {
    parts.push_back(contact);
  }
  if (const auto late = entry->text("out_of_hours"); !late.empty()) {
    parts.push_back(env.say("plan.out_of_hours", {{"how", late}}));
  }
  std::string inside;
  for (const auto& part : parts) {
    inside += (inside.empty() ? "" : ", ") + part;
  }
  return role_title(env, role) + (inside.empty() ? "" : " (" + inside + ")");
}

std::string deputy_names(Env& env, const std::vector<std::string>& roles) {
  std::string names;
  for (const auto& role : roles) {
    for (const auto& name : core::deputies_of(env.book().organisation(), role)) {
      names += (names.empty() ? "" : ", ") + name;
    }
  }
  return names;
}

void say_conflict(const PlanView& view, Result& result) {
  auto& env = view.env;
  core::List list;
  if (!view.plan.conflict.empty()) {
    result.page.line();
    result.page.heading(env.say("plan.conflict"));
  }
  for (const auto& role : view.plan.conflict) {
    const auto deputies = deputy_names(env, {role});
    result.page.pair("    -",
                     env.say(deputies.empty() ? "plan.conflict_nobody" : "plan.conflict_deputy",
                             {{"role", role_title(env, role)}, {"names", deputies}}),
                     6, Page::Style::bad);
  }
  if (!view.plan.conflict.empty()) {
    core::List deciders;
    for (const auto& role : view.plan.deciders) {
      deciders.emplace_back(role);
    }
    const auto& deputies = view.plan.deputies;
    result.page.paragraph(
        !deciders.empty() ? env.say("plan.who_decides", {{"roles", titles(env, deciders)}})
        : deputies.empty()
            ? env.say("plan.nobody_decides")
            : env.say("plan.deputy_decides", {{"names", deputy_names(env, deputies)}}),
        4);
    const auto* sector = core::at(env.book().organisation(), "organisation.sector");
    const bool is_public = sector != nullptr && *sector == core::Value("public");
    result.page.paragraph(env.say(is_public ? "plan.conflict_rule_public" : "plan.conflict_rule"),
                          4);
  }
  result.value.set("conflict", roles_value(env, view.plan.conflict));
  const bool by_deputy = view.plan.deciders.empty();
  core::List may_decide;
  const auto acting = roles_value(env, by_deputy ? view.plan.deputies : view.plan.deciders);
  for (auto role : acting.as_list()) {
    role.set("as", core::Value(by_deputy ? "deputy" : "holder"));
    may_decide.push_back(std::move(role));
  }
  result.value.set("may_decide", core::Value(std::move(may_decide)));
}

void say_routine(const PlanView& view, Result& result) {
  if (!view.env.book().kinds().kind(view.one.kind()).category) {
    return; // matrix, escalation and team are of deviations, by their category
  }
  const auto& organisation = view.env.book().organisation();
  const auto* routine = organisation.find("routine");
  const auto* policies = organisation.find("policies");
  const auto* categories = policies != nullptr ? policies->find("category_actions") : nullptr;
  const auto part = [&](const char* key) {
    const auto* said = routine != nullptr ? routine->find(key) : nullptr;
    return said != nullptr ? *said : core::Value();
  };
  core::Value value;
  value.set("document", part("document"));
  value.set("matrix", part("matrix"));
  value.set("escalation", categories != nullptr ? *categories : core::Value());
  value.set("category", view.plan.category ? core::Value(*view.plan.category) : core::Value());
  value.set("team", part("team"));
  result.value.set("routine", std::move(value));
  if (routine != nullptr && !part("document").is_null()) {
    result.page.line();
    result.page.paragraph(
        view.env.say("plan.document", {{"document", part("document").to_text()}}));
  }
  if (routine != nullptr) {
    say_matrix(view, *routine, result.page);
  }
  if (categories != nullptr) {
    say_escalation(view, *categories, result.page);
  }
  if (routine != nullptr) {
    say_team(view, *routine, result.page);
  }
}

} // namespace cmd
