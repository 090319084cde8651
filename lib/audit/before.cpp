// SPDX-License-Identifier: MIT
#include "audit/before.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/calendar.hpp"
#include "core/path.hpp"
#include "core/state.hpp"
#include "core/world.hpp"
#include "system/files.hpp"

namespace audit {

namespace {

using Values = std::vector<std::string>;

// What a case says at a place: lists by their entries; nothing when it is absent or open.
std::optional<Values> values_at(const core::Value& document, const core::Path& path) {
  Values values;
  for (const auto& found : core::matches(document, path)) {
    if (found.value->is_unknown() || found.value->is_undeterminable()) {
      return std::nullopt;
    }
    if (found.value->is_list()) {
      for (const auto& entry : found.value->as_list()) {
        values.push_back(entry.to_text());
      }
    } else if (!found.value->is_null()) {
      values.push_back(found.value->to_text());
    }
  }
  return values.empty() ? std::nullopt : std::optional(values);
}

std::optional<core::Instant> received(const core::Value& document) {
  const auto time = core::parsed_time(document.text("received"));
  return time ? std::optional(time->instant) : std::nullopt;
}

// The day so many months before another: the 31st becomes the last of a shorter month.
core::Date months_before(core::Date day, int months) {
  const int all = day.year * 12 + static_cast<int>(day.month) - 1 - months;
  const auto back = core::Date{all / 12, static_cast<unsigned>(all % 12 + 1), 1};
  const auto next =
      back.month == 12 ? core::Date{back.year + 1, 1, 1} : core::Date{back.year, back.month + 1, 1};
  const auto last = static_cast<unsigned>(core::days_between(back, next));
  return {back.year, back.month, std::min(day.day, last)};
}

// Cases received from the first of these days on, and before this moment.
struct Before {
  core::Date since;
  core::Instant until;
};

std::optional<Before> before(const core::MemoryRule& rule, const core::Value& document,
                             const core::Zone& zone) {
  const auto at = received(document);
  return at ? std::optional(Before{months_before(core::day_of(*at, zone), rule.months), *at})
            : std::nullopt;
}

enum class Alike { no, not_known, yes };

// Compares place by place; one that differs settles it, one that says nothing leaves it open.
Alike compared(const core::MemoryRule& rule, const std::vector<Values>& mine,
               const core::Value& other, std::vector<std::set<std::string>>& common) {
  auto alike = Alike::yes;
  for (std::size_t at = 0; at < mine.size(); ++at) {
    const auto theirs = values_at(other, rule.compare[at]);
    if (!theirs) {
      alike = Alike::not_known;
      continue;
    }
    for (const auto& value : mine[at]) {
      if (std::find(theirs->begin(), theirs->end(), value) != theirs->end()) {
        common[at].insert(value);
      }
    }
    if (common[at].empty()) {
      return Alike::no;
    }
  }
  return alike;
}

std::vector<std::string> unfinished_in(const core::MemoryRule& rule, const core::Value& document,
                                       const core::Value& organisation, core::Instant now) {
  std::vector<std::string> unfinished;
  if (!rule.unfinished_list) {
    return unfinished;
  }
  const auto* list = core::at(document, *rule.unfinished_list);
  const auto size = list != nullptr && list->is_list() ? list->as_list().size() : 0;
  for (std::size_t index = 0; index < size; ++index) {
    auto entry = fmt::format("{}[{}]", rule.unfinished_list->to_text(), index);
    const auto world = core::world_of({document, organisation, now, nullptr, entry});
    if (rule.unfinished_when->ask(world).truth == core::Truth::yes) {
      unfinished.push_back(std::move(entry));
    }
  }
  return unfinished;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The next run of plain letters and digits from a place on; empty when there is none.
std::string_view word_at(std::string_view text, std::size_t from) {
  while (from < text.size() && !is_word(text[from])) {
    ++from;
  }
  auto end = from;
  while (end < text.size() && is_word(text[end])) {
    ++end;
  }
  return text.substr(from, end - from);
}

// Whether a text begins with the words of a value, whatever stands between them.
bool has_words(std::string_view text, std::string_view value) {
  for (;;) {
    const auto wanted = word_at(value, 0);
    const auto found = word_at(text, 0);
    if (wanted != found || wanted.empty()) {
      return wanted.empty();
    }
    value.remove_prefix(static_cast<std::size_t>(wanted.end() - value.begin()));
    text.remove_prefix(static_cast<std::size_t>(found.end() - text.begin()));
  }
}

// The values of a case at the places that are compared; empty when some place says nothing.
std::vector<Values> own_values(const core::MemoryRule& rule, const core::Value& document,
                               Recollection& memory) {
  std::vector<Values> mine;
  for (const auto& path : rule.compare) {
    if (auto values = values_at(document, path)) {
      mine.push_back(std::move(*values));
    } else {
      memory.missing.push_back(path.to_text());
    }
  }
  return memory.missing.empty() ? mine : std::vector<Values>{};
}

// A file that names the last key of a place may say there what the case says; one that does not
// name the key says nothing of it.
bool may_be_alike(const core::MemoryRule& rule, const std::vector<Values>& mine,
                  std::string_view text) {
  for (std::size_t at = 0; at < mine.size(); ++at) {
    const bool held = std::any_of(mine[at].begin(), mine[at].end(),
                                  [&](const std::string& value) { return may_hold(text, value); });
    const auto& key = rule.compare[at].steps.back().key;
    if (!held && may_hold(text, key) && !may_hold(text, "unknown") &&
        !may_hold(text, "undeterminable")) {
      return false;
    }
  }
  return true;
}

} // namespace

bool may_hold(std::string_view text, std::string_view value) {
  // Quotes, folded lines and spaces leave the words of a value and their order; an escape needs a
  // backslash.
  const auto first = word_at(value, 0);
  if (first.empty() || text.find('\\') != std::string_view::npos) {
    return true;
  }
  for (auto at = text.find(first); at != std::string_view::npos; at = text.find(first, at + 1)) {
    if ((at == 0 || !is_word(text[at - 1])) && has_words(text.substr(at), value)) {
      return true;
    }
  }
  return false;
}

Recollection memory_of(const core::Kind& kind, const Known& one, const std::vector<Known>& known,
                       const core::Value& organisation, core::Instant now, const core::Zone& zone) {
  Recollection memory;
  if (!kind.memory) {
    return memory;
  }
  memory.rule = &*kind.memory;
  const auto mine = own_values(*memory.rule, one.document, memory);
  const auto within = before(*memory.rule, one.document, zone);
  if (mine.empty() || !within) {
    return memory;
  }
  std::vector<std::set<std::string>> common(mine.size());
  for (const auto& other : known) {
    const auto at = received(other.document);
    if (other.id == one.id || !at || *at > within->until ||
        (*at == within->until && other.id > one.id) || core::day_of(*at, zone) < within->since) {
      continue;
    }
    std::vector<std::set<std::string>> shared(mine.size());
    const auto alike = compared(*memory.rule, mine, other.document, shared);
    if (alike == Alike::not_known) {
      memory.not_known.push_back(other.id);
    } else if (alike == Alike::yes) {
      memory.earlier.push_back({other.id, other.document,
                                unfinished_in(*memory.rule, other.document, organisation, now)});
      for (std::size_t place = 0; place < mine.size(); ++place) {
        common[place].merge(shared[place]);
      }
    }
  }
  std::stable_sort(memory.earlier.begin(), memory.earlier.end(),
                   [](const Earlier& a, const Earlier& b) {
                     return *received(a.document) < *received(b.document);
                   });
  for (std::size_t place = 0; place < mine.size() && memory.has_happened(); ++place) {
    memory.alike.push_back(
        {memory.rule->compare[place].to_text(), {common[place].begin(), common[place].end()}});
  }
  return memory;
}

Recollection memory_in(const casebook::Book& book, const casebook::Case& one) {
  const auto& kind = book.kinds().kind(one.kind());
  Recollection probe;
  const auto within =
      kind.memory ? before(*kind.memory, one.root, book.zone()) : std::optional<Before>();
  if (!within) {
    return memory_of(kind, {one.id, one.root}, {}, book.organisation(), book.now(), book.zone());
  }
  const auto mine = own_values(*kind.memory, one.root, probe);
  const auto until = core::day_of(within->until, book.zone());
  std::vector<Known> known;
  std::vector<std::string> unread;
  for (const auto& path : mine.empty() ? std::vector<std::string>{} : book.case_paths()) {
    const auto id = casebook::id_from(path);
    const auto year = id.substr(0, 4);
    if (path == one.path || year < std::to_string(within->since.year) ||
        year > std::to_string(until.year)) {
      continue; // an id begins with the year in which the case was received
    }
    const auto text = sys::read_file(book.reg().root() + "/" + path);
    if (!text || !may_be_alike(*kind.memory, mine, *text)) {
      continue;
    }
    const auto other = book.from_text(path, *text);
    if (!other.root.is_map()) {
      unread.push_back(path);
      continue;
    }
    auto document = core::without_corrected(other.root);
    const auto& rules = book.kinds().statistics(one.kind());
    const auto world = core::world_of({document, book.organisation(), book.now(), nullptr, ""});
    const bool counts = std::none_of(rules.not_counted.begin(), rules.not_counted.end(),
                                     [&](const core::NamedCondition& row) {
                                       return row.when.ask(world).truth == core::Truth::yes;
                                     });
    if (other.kind() == one.kind() && counts) {
      known.push_back({other.id, std::move(document)});
    }
  }
  auto memory =
      memory_of(kind, {one.id, one.root}, known, book.organisation(), book.now(), book.zone());
  memory.unread = std::move(unread);
  return memory;
}

} // namespace audit
