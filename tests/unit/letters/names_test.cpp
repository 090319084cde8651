// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "letters/names.hpp"

using letters::Name;

namespace {

std::vector<std::string> lines_of_page() {
  std::ifstream file(PVTOOL_SOURCE "/man/pvtool-template.5");
  REQUIRE(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
  }
  return lines;
}

// The word of ".Li word ,".
std::string argument_of(std::string_view line) {
  const auto text = line.substr(std::string_view(".Li ").size());
  return std::string(text.substr(0, text.find(' ')));
}

// One item of a list of the page: its name and the names that its text gives.
struct Item {
  std::string name;
  std::vector<std::string> words;
};

// The items of all lists below NAMES: first the names, then what may stand below any of them.
struct Page {
  std::vector<Item> names;
  std::vector<Item> suffixes;
};
Page page() {
  Page page;
  bool below = false;
  int list = 0;
  for (const auto& line : lines_of_page()) {
    if (line.starts_with(".Sh ")) {
      below = line == ".Sh NAMES";
    } else if (below && line.starts_with(".Bl ")) {
      ++list;
    } else if (below && list > 0) {
      auto& items = list == 1 ? page.names : page.suffixes;
      if (line.starts_with(".It Li ")) {
        items.push_back({line.substr(std::string_view(".It Li ").size()), {}});
      } else if (line.starts_with(".Li ") && !items.empty()) {
        items.back().words.push_back(argument_of(line));
      }
    }
  }
  REQUIRE(page.names.size() > 10);
  REQUIRE(page.suffixes.size() > 5);
  return page;
}

std::string first_step(std::string_view name) {
  return std::string(name.substr(0, name.find('.')));
}

std::string last_step(std::string_view name) {
  const auto dot = name.rfind('.');
  return std::string(dot == std::string_view::npos ? name : name.substr(dot + 1));
}

// Names that lead to the names of a fact: what stands below them is that fact's.
bool is_behind_alias(const std::string& top) {
  for (const auto& name : letters::names()) {
    if (name.type == Name::Type::alias && first_step(name.name) == top) {
      return true;
    }
  }
  return false;
}

} // namespace

TEST_CASE("a name of the contract is found by its steps, a star being any one") {
  struct Row {
    std::string name;
    std::string found; // empty: none
  };
  const std::vector<Row> rows{
      {"case", "case"},
      {"case.id", "case.id"},
      {"role", "role"},
      {"role.dpo", "role.*"},
      {"role.contact_point.title", "role.*.title"},
      {"role.dpo.title.inline", ""},
      {"role.dpo.name", ""},
      {"contacts.number", "contacts.number"},
      {"form.groups.fields.is_gap", "form.groups.fields.is_gap"},
      {"proposal.level", "proposal.level"}, // not the one of any name
      {"proposal.authority", "proposal.*"},
      {"proposal.authority.needs", "proposal.*.needs"},
      {"decision.people", "decision.*"},
      {"decision.people.answer", ""}, // an alias
      {"checklist.first_hour.text", "checklist.*.text"},
      {"incident.description", ""},
      {"cas", ""},
      {"case.", ""},
      {".case", ""},
      {"", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto* found = letters::name_like(row.name);
    CHECK((found == nullptr ? "" : found->name) == row.found);
  }
}

TEST_CASE("an alias leads to the fact whose names stand below it") {
  struct Row {
    std::string name;
    std::optional<std::string> fact;
  };
  const std::vector<Row> rows{
      {"group", "subjects"},
      {"group.types", "subjects.types"},
      {"group.count.number", "subjects.count.number"},
      {"decision.people", "decisions"},
      {"decision.people.dpo_advice.text", "decisions.dpo_advice.text"},
      {"told.authority.at", "notifications.at"},
      {"decision", std::nullopt},
      {"told", std::nullopt},
      {"subjects", std::nullopt},
      {"groups.types", std::nullopt},
      {"proposal.people.answer", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(letters::behind_alias(row.name) == row.fact);
  }
}

TEST_CASE("a suffix is taken off a name, and only a suffix") {
  struct Row {
    std::string name;
    std::optional<std::string> without;
  };
  const std::vector<Row> rows{
      {"times.aware.open", "times.aware"},
      {"times.aware.why", "times.aware"},
      {"times.aware.date", "times.aware"},
      {"a.b.inline", "a.b"},
      {"a.paragraphs", "a"},
      {"a.number", "a"},
      {"a.size", "a"},
      {"a.is.yes", "a"},
      {"a.b.is.not_ours", "a.b"},
      {"a.has.health", "a"},
      {"a.is", std::nullopt},
      {"a.is.b.c", std::nullopt},
      {"is.yes", ""}, // of an entry itself
      {"has.health", ""},
      {"a.is.open", "a"}, // the value "open", not what is open
      {"open", std::nullopt},
      {"date", std::nullopt},
      {"a.b", std::nullopt},
      {"a.dates", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(letters::without_suffix(row.name) == row.without);
  }
}

TEST_CASE("the contract names nothing twice, and nothing below what is not there") {
  std::set<std::string_view> seen;
  for (const auto& name : letters::names()) {
    CAPTURE(name.name);
    CHECK(seen.insert(name.name).second);
    CHECK(letters::name_like(name.name) == &name);
    const auto dot = name.name.rfind('.');
    CHECK((dot == std::string_view::npos || seen.contains(name.name.substr(0, dot))));
    CHECK((name.type == Name::Type::alias) == !name.like.empty());
  }
}

TEST_CASE("pvtool-template(5) lists every name of the contract") {
  const auto there = page();
  for (const auto& name : letters::names()) {
    const auto top = first_step(name.name);
    const auto last = last_step(name.name);
    bool listed = false;
    for (const auto& item : there.names) {
      bool said = item.name == top && (last == top || last == "*");
      for (const auto& word : item.words) {
        said = said || (item.name == top && last_step(word) == last);
      }
      listed = listed || said;
    }
    if (!listed) {
      FAIL_CHECK("the page does not list " << name.name);
    }
  }
}

TEST_CASE("every name that pvtool-template(5) lists is there") {
  for (const auto& item : page().names) {
    CAPTURE(item.name);
    CHECK(letters::name_like(item.name) != nullptr);
    if (is_behind_alias(item.name)) {
      continue; // names of facts: pvtool-case(5) has them
    }
    for (const auto& word : item.words) {
      bool is_there = letters::name_like(word) != nullptr;
      for (const auto& name : letters::names()) {
        is_there = is_there || (first_step(name.name) == item.name && last_step(name.name) == word);
      }
      if (!is_there) {
        FAIL_CHECK("there is no '" << word << "' below " << item.name);
      }
    }
  }
}

TEST_CASE("every suffix that pvtool-template(5) lists is one, and every one is listed") {
  std::set<std::string> listed;
  for (const auto& item : page().suffixes) {
    CAPTURE(item.name);
    auto name = item.name;
    listed.insert(first_step(name));
    if (const auto value = name.find("VALUE"); value != std::string::npos) {
      name.replace(value, std::string::npos, "yes");
    }
    CHECK(letters::without_suffix("a.b." + name) == std::optional<std::string>("a.b"));
  }
  for (const std::string suffix : {"open", "why", "ask", "by", "is", "has", "inline", "paragraphs",
                                   "date", "number", "size"}) {
    CAPTURE(suffix);
    CHECK(listed.contains(suffix));
  }
}
