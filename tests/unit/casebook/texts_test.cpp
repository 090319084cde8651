// SPDX-License-Identifier: MIT
// What people see is data in three languages: nothing missing in one, nothing that no one says.
#include "casebook/texts.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <regex>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "casebook/data.hpp"
#include "casebook/kinds.hpp"
#include "casebook/profiles.hpp"
#include "letters/wording.hpp"
#include "shelf.hpp"
#include "system/files.hpp"
#include "yaml/data.hpp"

namespace {

namespace fs = std::filesystem;

const char* const k_languages[] = {"en", "nb", "nn"};
const std::string k_texts = PVTOOL_SOURCE "/templates/text";
const std::string k_shared = PVTOOL_SOURCE "/schemas"; // the words that all kinds share
const std::string k_kinds = PVTOOL_SOURCE "/tests/data/kinds";

core::Value data_at(const std::string& path) {
  const auto text = sys::read_file(path);
  REQUIRE_MESSAGE(text.has_value(), path);
  return yaml::read_data(*text, path);
}

// The names in braces; <brackets> are not of that kind.
std::set<std::string> placeholders(const std::string& text) {
  static const std::regex k_name("\\{([a-z_]+)\\}");
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), k_name), end; at != end; ++at) {
    found.insert((*at)[1]);
  }
  return found;
}

// Every text of a file by its keys, with the placeholders that it has.
void collect(const core::Value& value, const std::string& path,
             std::map<std::string, std::set<std::string>>& texts) {
  if (value.is_map()) {
    for (const auto& member : value.as_map()) {
      collect(member.value, path.empty() ? member.key : path + "/" + member.key, texts);
    }
    return;
  }
  texts[path] = value.is_string() ? placeholders(value.as_string()) : std::set<std::string>{};
}

std::map<std::string, std::set<std::string>> texts_of(const std::string& path) {
  std::map<std::string, std::set<std::string>> texts;
  const auto data = data_at(path);
  collect(data.is_null() ? core::Value(core::Map{}) : data, "", texts);
  return texts;
}

void check_same(const std::string& english, const std::string& other) {
  const auto theirs = texts_of(english);
  const auto ours = texts_of(other);
  for (const auto& [key, names] : theirs) {
    const auto found = ours.find(key);
    if (found == ours.end()) {
      FAIL_CHECK(other << " lacks " << key);
    } else if (found->second != names) {
      FAIL_CHECK(other << " has other placeholders in " << key);
    }
  }
  for (const auto& [key, names] : ours) {
    if (!theirs.contains(key)) {
      FAIL_CHECK(other << " has " << key << ", which the English texts have not");
    }
  }
}

std::string all_sources() {
  std::string all;
  for (const auto* folder : {"/lib", "/cmd"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(std::string(PVTOOL_SOURCE) + folder)) {
      if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp") {
        all += sys::read_file(entry.path().string()).value_or("");
      }
    }
  }
  return all;
}

// Names that stand behind a severity or an exit code: what the program says in words of its own.
std::set<std::string> names_in(const std::string& sources) {
  static const std::regex k_said("(?:Severity|Exit)::[a-z_]+,\\s*\"([a-z0-9]+(?:-[a-z0-9]+)*)\"");
  std::set<std::string> names;
  for (std::sregex_iterator at(sources.begin(), sources.end(), k_said), end; at != end; ++at) {
    names.insert((*at)[1]);
  }
  return names;
}

} // namespace

TEST_CASE("placeholders are filled, and one that nothing fills stays to be seen") {
  struct Row {
    std::string text;
    std::string filled;
  };
  const Row rows[] = {{"{a} and {b}", "1 and {a}"},
                      {"{a}{a}", "11"},
                      {"{c}", "{c}"},
                      {"no names", "no names"},
                      {"{a", "{a"},
                      {"a}", "a}"},
                      {"{}", "{}"},
                      {"", ""},
                      {"{{a}}", "{{a}}"},
                      {"x {a} y {a", "x 1 y {a"},
                      {"ø {a} å", "ø 1 å"}};
  for (const auto& row : rows) {
    CAPTURE(row.text);
    // An argument is never filled in turn: what a case holds is no text of ours.
    CHECK(casebook::filled(row.text, {{"a", "1"}, {"b", "{a}"}}) == row.filled);
  }
}

TEST_CASE("one of something is said in the singular, in each language") {
  struct Row {
    const char* language;
    const char* one;
    const char* two;
  };
  const Row rows[] = {{"en", "by 1 rule", "by 2 rules"},
                      {"nb", "etter 1 regel", "etter 2 regler"},
                      {"nn", "etter 1 regel", "etter 2 reglar"}};
  for (const auto& row : rows) {
    CAPTURE(row.language);
    const casebook::Texts texts(k_texts, row.language);
    CHECK(texts.say("terminal", "audit.rules", {{"number", "1"}}) == row.one);
    CHECK(texts.say("terminal", "audit.rules", {{"number", "2"}}) == row.two);
  }
}

TEST_CASE("a section of a text is its key with the lines that belong to it") {
  const std::string text =
      "# head\na: 1\nfields:\n  x: 1\n\n# between\n  y: 2\nfields_more:\n  z: 3\nlast: 4";
  CHECK(casebook::section_in(text, "a") == "a: 1\n");
  CHECK(casebook::section_in(text, "fields") == "fields:\n  x: 1\n\n# between\n  y: 2\n");
  CHECK(casebook::section_in(text, "fields_more") == "fields_more:\n  z: 3\n");
  CHECK(casebook::section_in(text, "last") == "last: 4");
  CHECK(casebook::section_in(text, "field") == "");
  CHECK(casebook::section_in(text, "x") == "");
  CHECK(casebook::section_in(text, "head") == "");
  CHECK(casebook::section_in("", "a") == "");
  CHECK(casebook::section_in("a", "a") == "");
}

TEST_CASE("two readers find the same in every file of the program's own data") {
  std::size_t read = 0;
  for (const auto& folder : {"/schemas", "/templates"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(PVTOOL_SOURCE + std::string(folder))) {
      if (entry.path().extension() != ".yaml") {
        continue;
      }
      const auto path = entry.path().string();
      CAPTURE(path);
      ++read;
      const auto name = entry.path().stem().string();
      if (entry.path().parent_path().filename() == "profiles" &&
          name.find('.') == std::string::npos) {
        continue; // no document until its places are filled
      }
      CHECK(casebook::data_from(sys::read_file(path).value_or(""), path) == data_at(path));
    }
  }
  CHECK(read > 10);
}

TEST_CASE("a profile is a document, whatever language fills it") {
  auto names = casebook::profile_names(PVTOOL_SOURCE);
  CHECK(names.size() >= 4);
  names.emplace_back(casebook::k_plain_profile);
  for (const auto& name : names) {
    for (const auto* language : k_languages) {
      CAPTURE(name);
      CAPTURE(language);
      const auto text = casebook::organisation_of(PVTOOL_SOURCE, name, language, true);
      const auto organisation = casebook::data_from(text, name);
      CHECK(organisation == yaml::read_data(text, name));
      CHECK(organisation.text("language") == language);
      CHECK(*organisation.find("example") == core::Value(true));
      for (const auto& role : organisation.find("roles")->as_map()) {
        CAPTURE(role.key);
        CHECK_FALSE(role.value.text("title").empty());
        CHECK(role.value.text("holder", "vacant") == "vacant");
      }
      const auto story = casebook::story_of(PVTOOL_SOURCE, name, language);
      CHECK(casebook::data_from(story, name) == yaml::read_data(story, name));
    }
  }
}

TEST_CASE("a section read alone says what the whole text says") {
  for (const auto* language : k_languages) {
    for (const auto& folder : {k_shared, k_shared + "/breach", k_kinds + "/loan"}) {
      const auto path = folder + "/text." + language + ".yaml";
      CAPTURE(path);
      const auto text = sys::read_file(path).value_or("");
      const auto whole = data_at(path);
      for (const auto& member : whole.as_map()) {
        CAPTURE(member.key);
        CHECK(yaml::read_data(casebook::section_in(text, member.key), path) ==
              core::Value(core::Map{{member.key, member.value, {}}}));
      }
    }
  }
}

TEST_CASE("an entry is the section with the lines of one key alone") {
  const std::string section = "s: # why\n\n  # of a\n  a:\n    b: 1\n\n    ab: 2\n  ab: 3\n  'b': "
                              "|\n    x: 1\n\n  # y\n    ab: 4\n"
                              "  \"c\": 5\n";
  CHECK(casebook::entry_in(section, "ab") == "s: # why\n  ab: 3\n");
  CHECK(casebook::entry_in(section, "a") == "s: # why\n  a:\n    b: 1\n\n    ab: 2\n");
  CHECK(casebook::entry_in(section, "b") == "s: # why\n  'b': |\n    x: 1\n\n  # y\n    ab: 4\n");
  CHECK(casebook::entry_in(section, "c") == "s: # why\n  \"c\": 5\n");
  CHECK(casebook::entry_in(section, "x") == "s: # why\n");
  CHECK(casebook::entry_in("s: {a: 1}", "a") == "s: {a: 1}");
  CHECK(casebook::entry_in("", "a").empty());
}

TEST_CASE("an entry read alone says what the whole of any of the program's texts says") {
  std::size_t read = 0;
  for (const auto* folder : {"/schemas", "/templates/text"}) {
    for (const auto& file : fs::recursive_directory_iterator(PVTOOL_SOURCE + std::string(folder))) {
      const auto path = file.path().string();
      const bool is_text = file.path().filename().string().starts_with("text.") ||
                           std::string_view(folder) == "/templates/text";
      if (file.path().extension() != ".yaml" || !is_text) {
        continue;
      }
      const auto text = sys::read_file(path).value_or("");
      const auto whole = casebook::data_from(text, path);
      for (const auto& section : whole.as_map()) {
        const auto entries = section.value.is_map() ? section.value.as_map() : core::Map{};
        for (const auto& entry : entries) {
          CAPTURE(path);
          CAPTURE(section.key);
          CAPTURE(entry.key);
          const auto part = casebook::entry_in(casebook::section_in(text, section.key), entry.key);
          const auto alone = casebook::data_from(part, path);
          // A section in braces is not taken to pieces.
          const bool is_flow = part.find('{') < part.find('\n');
          CHECK(alone.find(section.key)->as_map().size() == (is_flow ? entries.size() : 1));
          CHECK(*alone.find(section.key)->find(entry.key) == entry.value);
          ++read;
        }
      }
    }
  }
  CHECK(read > 10000);
}

TEST_CASE("texts come from the kind first, then from the common ones") {
  casebook::Texts texts(k_texts, "nn");
  texts.add_kind("loan", k_kinds + "/loan");
  CHECK(texts.say_kind("loan", {"title"}) == "Utlån");
  CHECK(texts.say_kind("loan", {"values", "object.kind", "map"}) == "Kart");
  CHECK(texts.say_kind("loan", {"values", "object.kind", "globe"}) == "");
  CHECK(texts.say_kind("loan", {"fields"}) == "");
  CHECK(texts.say_kind("lunch", {"title"}) == "");
  CHECK(texts.finding("returned-before-lent", "explain", {{"earlier", "a"}, {"later", "b"}}) ==
        "Eit utlån byrjar før det sluttar. Rett a eller b.");
  CHECK(texts.finding("no-such-finding", "message") == "");
  CHECK(texts.say("terminal", "no.such.text") == "[no.such.text]");
  CHECK(texts.word("terminal", "word", "no-such-word") == "");
}

TEST_CASE("a kind that lacks a language is understood in English") {
  const auto folder =
      fs::temp_directory_path() / fmt::format("pvtool-texts-{}", std::random_device{}());
  fs::create_directories(folder);
  std::ofstream(folder / "text.en.yaml") << "title: Only in English\n";
  casebook::Texts texts(k_texts, "nb");
  texts.add_kind("loan", folder.string());
  CHECK(texts.say_kind("loan", {"title"}) == "Only in English");
  fs::remove_all(folder);
}

TEST_CASE("a text file that is missing is a fault of the installation") {
  const casebook::Texts texts(k_texts, "se");
  CHECK(test::error_of([&] { texts.say("terminal", "word.hint"); }).name == "data-file-missing");
}

TEST_CASE("the three languages say the same things, with the same names filled in") {
  for (const auto& entry : fs::directory_iterator(k_texts + "/en")) {
    for (const auto* language : {"nb", "nn"}) {
      check_same(entry.path().string(),
                 fmt::format("{}/{}/{}", k_texts, language, entry.path().filename().string()));
    }
  }
  check_same(k_shared + "/text.en.yaml", k_shared + "/text.nb.yaml");
  check_same(k_shared + "/text.en.yaml", k_shared + "/text.nn.yaml");
  for (const auto& root : {k_shared, k_kinds}) {
    for (const auto& name : sys::folders_in(root)) {
      const auto folder = root + "/" + name;
      if (sys::is_file(folder + "/kind.yaml")) {
        check_same(folder + "/text.en.yaml", folder + "/text.nb.yaml");
        check_same(folder + "/text.en.yaml", folder + "/text.nn.yaml");
      }
    }
  }
}

TEST_CASE("whatever the program says has a message and an explanation in three languages") {
  const auto said = names_in(all_sources());
  CHECK(said.size() > 60);
  const casebook::Kinds kinds(PVTOOL_SOURCE "/schemas", "");
  for (const auto* language : k_languages) {
    casebook::Texts texts(k_texts, language);
    for (const auto& name : kinds.names()) {
      texts.add_kind(name, kinds.folder(name)); // a kind may word what the program says
    }
    texts.add_common(k_shared);
    for (const auto& name : said) {
      for (const std::string part : {"message", "explain"}) {
        if (texts.finding(name, part).empty()) {
          FAIL_CHECK(std::string(language) << ": '" << name << "' has no " << part);
        }
      }
    }
  }
}

TEST_CASE("whatever a kind's checks say has a message and an explanation in three languages") {
  const casebook::Kinds kinds(PVTOOL_SOURCE "/schemas", k_kinds);
  for (const auto* language : k_languages) {
    for (const auto& name : kinds.names()) {
      casebook::Texts texts(k_texts, language);
      texts.add_kind(name, kinds.folder(name));
      texts.add_common(k_shared);
      for (const auto& check : kinds.kind(name).checks) {
        for (const std::string part : {"message", "explain"}) {
          if (texts.finding(check.name, part).empty()) {
            FAIL_CHECK(std::string(language)
                       << ": '" << check.name << "' of " << name << " has no " << part);
          }
        }
      }
    }
  }
}

TEST_CASE("every item of a checklist, step and obstacle is said in three languages") {
  const casebook::Kinds kinds(PVTOOL_SOURCE "/schemas", k_kinds);
  for (const auto* language : k_languages) {
    for (const auto& name : kinds.names()) {
      casebook::Texts texts(k_texts, language);
      texts.add_kind(name, kinds.folder(name));
      texts.add_common(k_shared);
      const auto check = [&](const std::vector<std::string>& keys) {
        if (texts.say_kind(name, keys).empty()) {
          FAIL_CHECK(std::string(language) << ": '" << keys.back() << "' of " << name
                                           << " has no text under " << keys.front());
        }
      };
      const auto& kind = kinds.kind(name);
      for (const auto& list : kind.checklists) {
        for (const auto& item : list.items) {
          check({"checklists", list.name, item.id});
        }
      }
      for (const auto& step : kind.steps) {
        check({"steps", step.id, "do"});
      }
      for (const auto& rule : kind.closing) {
        check({"obstacles", rule.id});
      }
      for (const auto& rule : kind.documentation) {
        check({"documentation", rule.id});
      }
      for (const auto& count : kind.statistics.counts) {
        check({"statistics", count.id});
        for (const auto& row : count.rows) {
          check({"statistics_rows", count.id + "." + row.id});
        }
      }
      for (const auto& duration : kind.statistics.durations) {
        check({"statistics", duration.id});
      }
    }
  }
}

// Whether the program says a name: as one word, or as `"plain-" + ...` and the word "hard_text".
bool is_said(const std::string& sources, const std::string& name) {
  const auto stands = [&](const std::string& words) {
    return sources.find(words) != std::string::npos;
  };
  if (stands("\"" + name + "\"")) {
    return true;
  }
  for (auto at = name.find('-'); at != std::string::npos; at = name.find('-', at + 1)) {
    auto rest = name.substr(at + 1);
    std::replace(rest.begin(), rest.end(), '-', '_');
    if (stands("\"" + name.substr(0, at + 1) + "\" +") && stands("\"" + rest + "\"")) {
      return true;
    }
  }
  return false;
}

TEST_CASE("no text of a finding stands there for nothing") {
  const auto sources = all_sources();
  const casebook::Kinds kinds(PVTOOL_SOURCE "/schemas", "");
  std::set<std::string> checks;
  for (const auto& kind : kinds.names()) {
    for (const auto& check : kinds.kind(kind).checks) {
      checks.insert(check.name);
    }
  }
  casebook::Texts texts(k_texts, "en");
  for (const auto& name : kinds.names()) {
    texts.add_kind(name, kinds.folder(name));
  }
  texts.add_common(k_shared);
  for (const auto& name : texts.finding_names()) {
    if (!is_said(sources, name) && !checks.contains(name)) {
      FAIL_CHECK("'" << name << "' has texts, and nothing says it");
    }
  }
}

// Asks the words of one kind in one language, and complains where there are none.
class Words {
public:
  Words(const casebook::Kinds& kinds, const std::string& name, const char* language)
      : m_kinds(kinds), m_name(name), m_language(language), m_texts(k_texts, language) {
    m_texts.add_kind(name, kinds.folder(name));
    m_texts.add_common(k_shared);
  }

  void need(const std::vector<std::string>& keys) const {
    if (m_texts.say_kind(m_name, keys).empty()) {
      FAIL_CHECK(
          fmt::format("{}: {} has no words for {}", m_language, m_name, fmt::join(keys, " / ")));
    }
  }

  void of_facts() const {
    const auto& schema = m_kinds.schema(m_name);
    for (const auto& field : schema.fields()) {
      need({"fields", field});
      const auto shape = schema.shape(core::path_of(field));
      const auto entries = schema.shape(core::path_of(field + "[0]"));
      for (const auto& found : {shape, entries}) {
        for (const auto& choice : found ? found->choices : std::vector<std::string>{}) {
          if (field != "kind" && field != "format") {
            need({"values", field, choice});
          }
        }
      }
    }
    for (const auto& field : m_kinds.kind(m_name).form) {
      need({"help", core::path_of(field).to_field()});
    }
  }

  void of_rules() const {
    for (const auto& rule : m_kinds.rules(m_name)) {
      need({"results", rule.as, "title"});
      need({"rules", rule.id, "title"});
      need({"rules", rule.id, "explain"});
      for (const auto& row : rule.rows) {
        need({"reasons", row.reason});
        if (row.result.is_string()) {
          need({"results", rule.as, "values", row.result.as_string()});
        }
      }
      if (rule.undeterminable) {
        need({"reasons", rule.undeterminable->reason});
      }
    }
  }

  void of_the_rest() const {
    const auto& kind = m_kinds.kind(m_name);
    need({"title"});
    for (const auto& period : kind.periods) {
      need({"periods", period.id, "title"});
      need({"periods", period.id, "explain"});
    }
    for (const auto& outcome : kind.outcomes) {
      need({"outcomes", outcome});
    }
    for (const auto& [about, result] :
         kind.assessment ? kind.assessment->answers : decltype(kind.assessment->answers){}) {
      need({"answers", about, "title"});
      need({"answers", about, "about"});
    }
    for (const auto& about :
         kind.assessment ? kind.assessment->in_doubt : std::vector<std::string>{}) {
      need({"answers", about, "in_doubt"});
    }
  }

private:
  const casebook::Kinds& m_kinds;
  std::string m_name;
  std::string m_language;
  casebook::Texts m_texts;
};

TEST_CASE("every fact, value, rule, clock and outcome of a kind has its words in three languages") {
  const casebook::Kinds kinds(PVTOOL_SOURCE "/schemas", "");
  for (const auto* language : k_languages) {
    for (const auto& name : kinds.names()) {
      const Words words(kinds, name, language);
      words.of_facts();
      words.of_rules();
      words.of_the_rest();
    }
  }
}

TEST_CASE("findings are told apart across kinds, and none is worded twice") {
  const casebook::Kinds kinds(PVTOOL_SOURCE "/schemas", "");
  std::map<std::string, std::string> worded_by;
  const auto read = [&](const std::string& who, const core::Value& texts) {
    const auto* findings = texts.find("findings");
    for (const auto& finding : findings != nullptr ? findings->as_map() : core::Map{}) {
      const auto [first, is_new] = worded_by.emplace(finding.key, who);
      if (!is_new) {
        FAIL_CHECK(finding.key << " is worded by " << first->second << " and by " << who);
      }
    }
  };
  read("all kinds", data_at(k_shared + "/text.en.yaml"));
  for (const auto& name : kinds.names()) {
    read(name, data_at(kinds.folder(name) + "/text.en.yaml"));
  }
}

namespace {

void collect_sources(const core::Value& value, std::set<std::string>& sources) {
  if (value.is_map()) {
    for (const auto& member : value.as_map()) {
      if (member.key == "source" && member.value.is_string()) {
        sources.insert(member.value.as_string());
      }
      collect_sources(member.value, sources);
    }
  } else if (value.is_list()) {
    for (const auto& entry : value.as_list()) {
      collect_sources(entry, sources);
    }
  }
}

std::set<std::string> sources_of_the_law() {
  std::set<std::string> sources;
  for (const auto& entry : fs::recursive_directory_iterator(k_shared)) {
    const auto name = entry.path().filename().string();
    if (entry.path().extension() == ".yaml" && !name.starts_with("text.")) {
      collect_sources(data_at(entry.path().string()), sources);
    }
  }
  return sources;
}

} // namespace

TEST_CASE("every English word of a source has a word in each language") {
  // Names, and what is written alike: "art.", fields of pvtool.yaml, titles in quotes.
  static const std::regex k_alike("\"[^\"]*\"|policies\\.[a-z_]+|pvtool\\.yaml|art\\.|"
                                  "barnehage|offentleglova|Meld avvik til Datatilsynet|\\b[ivx]+$");
  static const std::regex k_word("(^|[^A-Za-z])[a-z]{2,}");
  casebook::Texts texts(k_texts, "en");
  core::Value marked{core::Map{}};
  for (const auto& phrase : texts.all("letter", "sources").as_map()) {
    CHECK_MESSAGE(phrase.value == core::Value(phrase.key), phrase.key);
    marked.set(phrase.key, core::Value("#"));
  }
  const auto sources = sources_of_the_law();
  CHECK(sources.size() > 500);
  for (const auto& source : sources) {
    const auto left = letters::source_words(
        source, marked, [](std::string_view, const core::Arguments&) { return std::string("#"); });
    const auto rest = std::regex_replace(left, k_alike, "");
    CHECK_MESSAGE(!std::regex_search(rest, k_word), source << " -> " << rest);
  }
}
