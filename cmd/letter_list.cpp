// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "cmd/letter.hpp"
#include "cmd/say.hpp"

namespace cmd {

namespace {

constexpr int k_name = 22;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) {
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

core::Value list_value(const std::vector<std::string>& words) {
  core::List list;
  for (const auto& word : words) {
    list.emplace_back(word);
  }
  return core::Value(std::move(list));
}

// The language that a list shows titles in: the program's, else the first there is.
std::string shown_language(Env& env, const casebook::Listed& listed) {
  const auto& known = listed.languages;
  const auto& own = env.texts().language();
  return std::find(known.begin(), known.end(), own) != known.end() ? own : known.front();
}

// The title, with dots where only a case says more.
std::string plain_title(const letters::Template& one) {
  std::string text;
  std::string_view rest = one.title;
  while (!rest.empty()) {
    const auto open = rest.find("{{");
    text += rest.substr(0, open);
    const auto close = open == std::string_view::npos ? open : rest.find("}}", open);
    text += close == std::string_view::npos ? "" : "...";
    rest = close == std::string_view::npos ? std::string_view{} : rest.substr(close + 2);
  }
  return text;
}

core::Value value_of(const casebook::Listed& listed, const letters::Template& one) {
  core::Value row;
  row.set("kind", core::Value(listed.kind));
  row.set("template", core::Value(listed.name));
  row.set("title", core::Value(plain_title(one)));
  row.set("version", core::Value(one.version));
  row.set("recipient", one.recipient.empty() ? core::Value() : core::Value(one.recipient));
  row.set("layout", core::Value(letters::name_of(one.layout)));
  row.set("needs_case", core::Value(one.needs_case));
  row.set("languages", list_value(listed.languages));
  row.set("formats", list_value(letter_formats()));
  row.set("own", core::Value(listed.is_own));
  return row;
}

// What keeps a template from being used for a case: for each of its groups, once.
std::vector<letters::Gap> gaps_for(Env& env, const letters::Template& one,
                                   const casebook::Case& about) {
  LetterWish wish;
  wish.one = &about;
  wish.date = core::day_of(env.book().now(), env.book().zone());
  if (!one.per.empty() && !about.root.list("subjects").empty()) {
    wish.group = 0;
  }
  return filled_for(env, one, wish).gaps;
}

} // namespace

const std::vector<std::string>& letter_formats() {
  static const std::vector<std::string> k_formats = {"txt", "md", "html", "pdf", "docx", "odt"};
  return k_formats;
}

namespace {

// The template, or nothing when it cannot be used: that is said, and the others are listed.
std::optional<letters::Template> usable(Env& env, const casebook::Letters& all,
                                        const casebook::Listed& listed, Result& result) {
  try {
    return all.find(listed.kind, listed.name, shown_language(env, listed));
  } catch (const core::Error& error) {
    result.findings.insert(result.findings.end(), error.findings.begin(), error.findings.end());
    result.exit = core::Exit::findings;
    return std::nullopt;
  }
}

} // namespace

Result letter_list(Env& env) {
  Result result;
  const auto all = letters_of(env);
  core::List rows;
  std::string kind;
  for (const auto& listed : all.all()) {
    if (listed.kind != kind) {
      kind = listed.kind;
      result.page.heading(env.kind_text(kind, {"title"}));
    }
    const auto usable_one = usable(env, all, listed, result);
    if (!usable_one) {
      continue;
    }
    const auto& one = *usable_one;
    rows.push_back(value_of(listed, one));
    auto text = plain_title(one);
    text += fmt::format(" ({})", joined(listed.languages));
    text += one.needs_case ? "" : ", " + env.say("letter.without_case");
    text += listed.is_own ? ", " + env.say("letter.own") : "";
    result.page.pair("  " + listed.name, text, k_name);
  }
  result.page.line().paragraph(env.say("letter.formats", {{"formats", joined(letter_formats())}}),
                               0, Page::Style::faint);
  result.value.set("letters", core::Value(std::move(rows)));
  return result;
}

Result letter_list_for(Env& env, const casebook::Case& one) {
  Result result;
  const auto all = letters_of(env);
  result.page.heading(fmt::format("{}  {}", one.id, one.root.text("title")));
  core::List rows;
  for (const auto& listed : all.all()) {
    if (listed.kind != one.kind()) {
      continue;
    }
    const auto usable_one = usable(env, all, listed, result);
    if (!usable_one || !usable_one->needs_case) {
      continue;
    }
    const auto& chosen = *usable_one;
    auto row = value_of(listed, chosen);
    std::vector<std::string> names;
    for (const auto& gap : gaps_for(env, chosen, one)) {
      names.push_back(gap.name);
    }
    const bool is_true = fits(env, chosen, one);
    row.set("missing", list_value(names));
    row.set("fits", core::Value(is_true));
    rows.push_back(std::move(row));
    if (!is_true) {
      continue;
    }
    result.page.pair(fmt::format("  {} {}", names.empty() ? "[ok]" : "[--]", listed.name),
                     plain_title(chosen), k_name + 5);
    if (!names.empty()) {
      result.page.pair("", env.say("letter.lacks", {{"names", joined(names)}}), k_name + 5,
                       Page::Style::soon);
    }
  }
  result.page.line().paragraph(env.say("letter.how", {{"case", one.id}}), 0, Page::Style::faint);
  result.value.set("case", core::Value(one.id));
  result.value.set("letters", core::Value(std::move(rows)));
  return result;
}

} // namespace cmd
