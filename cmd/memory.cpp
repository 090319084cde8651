// SPDX-License-Identifier: MIT
#include "cmd/memory.hpp"

#include <fmt/format.h>

#include "cmd/letter_facts.hpp"
#include "core/path.hpp"
#include "core/workflow.hpp"
#include "letters/wording.hpp"

namespace cmd {

namespace {

constexpr std::size_t k_most_named = 10; // cases in one sentence

// "nature of the incident (sent by mistake) and unit (the post room)".
std::string likeness_words(Env& env, const std::string& kind, const audit::Recollection& memory) {
  std::vector<std::string> words;
  for (const auto& one : memory.alike) {
    std::string values;
    for (const auto& value : one.values) {
      values += (values.empty() ? "" : ", ") + env.value_label(kind, one.path, core::Value(value));
    }
    words.push_back(fmt::format("{} ({})", env.field(kind, one.path), values));
  }
  return wording_of(env).joined(words);
}

std::string names_of(Env& env, const std::vector<std::string>& ids) {
  if (ids.size() <= k_most_named) {
    return wording_of(env).joined(ids);
  }
  const std::vector<std::string> newest(ids.end() - k_most_named, ids.end());
  return env.texts().say("figures", "memory.and_more",
                         {{"ids", wording_of(env).joined(newest)},
                          {"number", std::to_string(ids.size() - k_most_named)}});
}

std::string ordinal(Env& env, std::size_t number) {
  const auto word = env.texts().word("figures", "ordinal", "n" + std::to_string(number));
  return word.empty()
             ? env.texts().say("figures", "memory.nth", {{"number", std::to_string(number)}})
             : word;
}

// What of an earlier case is not finished.
std::string unfinished_words(Env& env, const audit::Earlier& one, const std::string& entry) {
  const auto* what = core::at(one.document, entry);
  const auto type = env.texts().word("figures", "action", what->text("as", "other"));
  const auto due = what->text("due");
  const core::Arguments arguments = {{"case", one.id},
                                     {"number", core::number_of(entry)},
                                     {"text", what->text("text", entry)},
                                     {"type", type.empty() ? entry : type},
                                     {"due", due}};
  return env.texts().say("figures", due.empty() ? "memory.unfinished" : "memory.unfinished_due",
                         arguments);
}

} // namespace

std::vector<std::string> memory_lines(Env& env, const std::string& kind,
                                      const audit::Recollection& memory) {
  std::vector<std::string> lines;
  if (memory.rule == nullptr) {
    return lines;
  }
  const auto say = [&](std::string_view id, const core::Arguments& arguments) {
    return env.texts().say("figures", id, arguments);
  };
  const auto months = std::to_string(memory.rule->months);
  if (memory.has_happened()) {
    std::vector<std::string> ids;
    for (const auto& one : memory.earlier) {
      ids.push_back(one.id);
    }
    lines.push_back(say("memory.before", {{"ordinal", ordinal(env, ids.size() + 1)},
                                          {"months", months},
                                          {"alike", likeness_words(env, kind, memory)},
                                          {"ids", names_of(env, ids)}}));
    for (const auto& one : memory.earlier) {
      for (const auto& entry : one.unfinished) {
        lines.push_back(unfinished_words(env, one, entry));
      }
    }
  }
  if (!memory.missing.empty()) {
    std::vector<std::string> fields;
    for (const auto& path : memory.missing) {
      fields.push_back(fmt::format("{} ({})", env.field(kind, path), path));
    }
    lines.push_back(say("memory.missing", {{"facts", wording_of(env).joined(fields)}}));
  }
  if (!memory.not_known.empty()) {
    lines.push_back(say("memory.not_known", {{"ids", names_of(env, memory.not_known)}}));
  }
  if (!memory.unread.empty()) {
    lines.push_back(say("memory.unread", {{"files", names_of(env, memory.unread)}}));
  }
  return lines;
}

core::Value memory_value(Env& env, const std::string& kind, const audit::Recollection& memory) {
  core::Value value;
  const auto texts = [](const std::vector<std::string>& all) {
    core::List list;
    for (const auto& one : all) {
      list.emplace_back(one);
    }
    return core::Value(list);
  };
  value.set("within_months",
            memory.rule != nullptr ? core::Value(memory.rule->months) : core::Value());
  value.set("compared", core::Value(memory.rule != nullptr && memory.missing.empty()));
  core::List alike;
  for (const auto& one : memory.alike) {
    core::Value entry;
    entry.set("fact", core::Value(one.path));
    entry.set("values", texts(one.values));
    alike.push_back(std::move(entry));
  }
  value.set("alike", core::Value(alike));
  core::List earlier;
  for (const auto& one : memory.earlier) {
    core::Value entry;
    entry.set("id", core::Value(one.id));
    entry.set("unfinished", texts(one.unfinished));
    earlier.push_back(std::move(entry));
  }
  value.set("earlier", core::Value(earlier));
  value.set("missing", texts(memory.missing));
  value.set("not_known", texts(memory.not_known));
  value.set("unread", texts(memory.unread));
  core::List lines;
  for (const auto& line : memory_lines(env, kind, memory)) {
    lines.emplace_back(line);
  }
  value.set("says", core::Value(lines));
  return value;
}

void say_memory(Env& env, const casebook::Case& one, Result& result) {
  const auto memory = audit::memory_in(env.book(), one);
  result.value.set("happened_before", memory_value(env, one.kind(), memory));
  const auto lines = memory_lines(env, one.kind(), memory);
  if (memory.has_happened()) {
    result.page.line().heading(env.texts().say("figures", "memory.title"));
  } else if (!lines.empty()) {
    result.page.line();
  }
  for (const auto& line : lines) {
    result.page.paragraph(line, 0, memory.has_happened() ? Page::Style::plain : Page::Style::faint);
  }
}

} // namespace cmd
