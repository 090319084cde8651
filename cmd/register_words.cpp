// SPDX-License-Identifier: MIT
#include "cmd/register_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cmd/letter_facts.hpp"
#include "cmd/register_table.hpp"
#include "cmd/say.hpp"
#include "core/calendar.hpp"
#include "core/checks.hpp"

namespace cmd {

void add_part(std::string& text, const std::string& more, const std::string& between) {
  text += (text.empty() || more.empty() ? "" : between) + more;
}

std::optional<core::Date> month_of(std::string_view text) {
  constexpr std::size_t k_month = 7;
  return text.size() == k_month ? core::parsed_date(fmt::format("{}-01", text)) : std::nullopt;
}

bool ends_sentence(std::string_view text) {
  return !text.empty() && std::string_view(".!?").find(text.back()) != std::string_view::npos;
}

std::vector<core::Found> found_at(const core::Value& root, const core::Path& path) {
  auto found = core::matches(root, path);
  std::erase_if(found, [&](const core::Found& one) {
    return one.value->is_null() || core::is_corrected(root, one.path);
  });
  return found;
}

std::string words_of(Env& env, const std::string& kind, const std::string& path,
                     const core::Value& value) {
  if (value.is_map() && !value.is_unknown() && !value.is_undeterminable()) {
    auto text = wording_of(env).count(value);
    if (!text.empty()) {
      return text; // "about 200"
    }
    for (const auto& member : value.as_map()) {
      const auto below = path + "." + member.key;
      add_part(
          text,
          fmt::format("{}: {}", env.field(kind, below), words_of(env, kind, below, member.value)),
          ", ");
    }
    return text;
  }
  const bool has_maps =
      value.is_list() && !value.as_list().empty() && value.as_list().front().is_map();
  if (has_maps) {
    std::string text;
    for (const auto& entry : value.as_list()) {
      add_part(text, words_of(env, kind, fmt::format("{}[*]", path), entry), "; ");
    }
    return text;
  }
  const auto text = value.is_string() ? value.as_string() : std::string();
  if (const auto time = core::parsed_time(text)) {
    return wording_of(env).time(time->instant);
  }
  if (const auto day = core::parsed_date(text)) {
    return wording_of(env).date(*day);
  }
  if (const auto month = month_of(text)) {
    return wording_of(env).month(*month);
  }
  if (const auto asked = value.text("ask"); !asked.empty()) {
    auto copy = value;
    copy.set("ask", core::Value(role_called(env, asked)));
    if (const auto day = core::parsed_date(value.text("by"))) {
      copy.set("by", core::Value(wording_of(env).date(*day)));
    }
    return env.value_label(kind, path, copy);
  }
  const auto label = env.value_label(kind, path, value);
  const bool is_bare = value.is_string() && label == value.as_string();
  return is_bare ? word_called(env, kind, core::path_of(path).to_field(), label) : label;
}

namespace {

// Paths of a question that are told together, entry by entry.
struct Together {
  core::Path entry; // what they have in common; nothing: the path stands alone
  std::vector<core::Path> paths;
  const casebook::Deed* deed = nullptr;
};

core::Path first_steps(const core::Path& path, std::size_t count) {
  return {{path.steps.begin(), path.steps.begin() + static_cast<std::ptrdiff_t>(count)}};
}

bool begins_with(const core::Path& path, const core::Path& start) {
  return path.steps.size() > start.steps.size() && first_steps(path, start.steps.size()) == start;
}

core::Path with_steps(core::Path path, const core::Path& whole, std::size_t from) {
  path.steps.insert(path.steps.end(), whole.steps.begin() + static_cast<std::ptrdiff_t>(from),
                    whole.steps.end());
  return path;
}

// "searches[*]" of "searches[*].found"; nothing of what leads to one place at most.
core::Path entry_in(const core::Path& path) {
  const auto& steps = path.steps;
  for (auto at = steps.size(); at > 0; --at) {
    const auto kind = steps[at - 1].kind;
    if (kind == core::Step::Kind::index) {
      return {};
    }
    if (kind == core::Step::Kind::each || kind == core::Step::Kind::where) {
      return at < steps.size() ? first_steps(path, at) : core::Path();
    }
  }
  return {};
}

// Only where its day is told as well: of the public version it may be withheld.
const casebook::Deed* deed_of(const casebook::Question& question, const core::Path& path,
                              const std::vector<core::Path>& paths) {
  for (const auto& deed : question.deeds) {
    const auto done = [&](const core::Path& other) {
      return begins_with(other, deed.entry) &&
             other.to_text() == fmt::format("{}.{}", deed.entry.to_text(), deed.done);
    };
    if (begins_with(path, deed.entry) && std::any_of(paths.begin(), paths.end(), done)) {
      return &deed;
    }
  }
  return nullptr;
}

std::vector<Together> told_together(const casebook::Question& question,
                                    const std::vector<core::Path>& paths) {
  std::vector<Together> all;
  for (const auto& path : paths) {
    const auto* deed = deed_of(question, path, paths);
    const auto entry = deed != nullptr ? deed->entry : entry_in(path);
    const bool is_more = !all.empty() && !entry.steps.empty() && all.back().entry == entry &&
                         all.back().deed == deed;
    if (!is_more) {
      all.push_back({entry, {}, deed});
    }
    all.back().paths.push_back(path);
  }
  for (auto& one : all) {
    if (one.paths.size() == 1 && one.deed == nullptr) {
      one.entry = {}; // a plain list of values
    }
  }
  return all;
}

// Within an entry; a sentence has its own end.
void add_field(std::string& text, const std::string& more) {
  add_part(text, more, ends_sentence(text) ? " " : ", ");
}

// How the words of one question are labelled.
class Lines {
public:
  Lines(Env& env, const casebook::Case& one, const casebook::Question& question)
      : m_env(env), m_case(one), m_title(question_title(env, one.kind(), question)),
        m_labels(question.at.size() > 1) {}

  // All values at a path, one behind the other.
  std::string values(const core::Path& path) const {
    std::string line;
    for (const auto& found : found_at(m_case.root, path)) {
      add_part(line, words_of(m_env, m_case.kind(), found.path.to_text(), *found.value), "; ");
    }
    return labelled(path, line);
  }

  // A line for each entry.
  std::string entries(const Together& together) const {
    std::string text;
    for (const auto& entry : found_at(m_case.root, together.entry)) {
      if (!entry.value->is_map() || entry.value->is_unknown() || entry.value->is_undeterminable()) {
        add_part(text, words_of(m_env, m_case.kind(), entry.path.to_text(), *entry.value), "\n");
        continue;
      }
      add_part(text, together.deed != nullptr ? deed(together, entry) : fields(together, entry, {}),
               "\n");
    }
    return text;
  }

private:
  std::string labelled(const core::Path& path, const std::string& line) const {
    const auto label = m_env.field(m_case.kind(), path.to_text());
    return m_labels && !line.empty() && label != m_title ? fmt::format("{}: {}", label, line)
                                                         : line;
  }

  // The fields of an entry, without those that are said otherwise.
  std::string fields(const Together& together, const core::Found& entry,
                     const std::vector<std::string>& without) const {
    std::string text;
    for (const auto& path : together.paths) {
      const auto& last = path.steps.back().key;
      if (std::find(without.begin(), without.end(), last) == without.end()) {
        add_field(text, values(with_steps(entry.path, path, together.entry.steps.size())));
      }
    }
    return text;
  }

  // A member of an entry, where the question tells it.
  const core::Value* told(const Together& together, const core::Found& entry,
                          const std::string& field) const {
    const bool asked =
        !field.empty() &&
        std::any_of(together.paths.begin(), together.paths.end(), [&](const core::Path& path) {
          return path.steps.size() == together.entry.steps.size() + 1 &&
                 path.steps.back().key == field;
        });
    return asked ? entry.value->find(field) : nullptr;
  }

  std::string words(const core::Found& entry, const std::string& field,
                    const core::Value& value) const {
    return words_of(m_env, m_case.kind(), fmt::format("{}.{}", entry.path.to_text(), field), value);
  }

  std::string by_when(const Together& together, const core::Found& entry) const {
    const auto& deed = *together.deed;
    const auto* due = told(together, entry, deed.due);
    if (due == nullptr) {
      return deed.due.empty() ? "" : m_env.say("register.deed.no_due");
    }
    const auto& book = m_env.book();
    const auto text = due->is_string() ? due->as_string() : std::string();
    const auto time = core::parsed_time(text);
    const auto day = core::parsed_date(text);
    const bool is_over = (time && time->instant < book.now()) ||
                         (day && core::end_of(*day, book.zone()) <= book.now());
    return m_env.say(is_over ? "register.deed.overdue" : "register.deed.due",
                     {{"when", words(entry, deed.due, *due)}});
  }

  // "done 3 May 2026", or that nobody recorded it, and by when it was to be.
  std::string standing(const Together& together, const core::Found& entry) const {
    const auto& deed = *together.deed;
    const std::string as = deed.told ? "register.deed.told" : "register.deed.done";
    const auto* done = told(together, entry, deed.done);
    if (done != nullptr) {
      return done->is_string()
                 ? m_env.say(as + "_on", {{"when", words(entry, deed.done, *done)}})
                 : m_env.say(as + "_unsure", {{"why", words(entry, deed.done, *done)}});
    }
    auto text = m_env.say(as + "_not");
    add_part(text, by_when(together, entry), "; ");
    return text;
  }

  std::string deed(const Together& together, const core::Found& entry) const {
    const auto& deed = *together.deed;
    auto path = entry.path;
    path.steps.push_back({core::Step::Kind::key, deed.what, "", 0, false});
    const auto* what = told(together, entry, deed.what);
    auto text = what != nullptr ? labelled(path, words(entry, deed.what, *what)) : std::string();
    const auto stands = standing(together, entry);
    text = text.empty() ? stands : fmt::format("{} ({})", text, stands);
    add_field(text, fields(together, entry, {deed.what, deed.due, deed.done}));
    return text;
  }

  Env& m_env;
  const casebook::Case& m_case;
  std::string m_title;
  bool m_labels;
};

} // namespace

std::string lines_of(Env& env, const casebook::Case& one, const casebook::Question& question,
                     const std::vector<core::Path>& paths) {
  const Lines lines(env, one, question);
  std::string text;
  for (const auto& together : told_together(question, paths)) {
    add_part(text,
             together.entry.steps.empty() ? lines.values(together.paths.front())
                                          : lines.entries(together),
             "\n");
  }
  return text;
}

} // namespace cmd
