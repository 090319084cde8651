// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

#include "casebook/kinds.hpp"
#include "casebook/letters.hpp"
#include "casebook/pictures.hpp"
#include "casebook/texts.hpp"
#include "system/files.hpp"
#include "system/random.hpp"

#include "shelf.hpp"

namespace fs = std::filesystem;

using casebook::Letters;

namespace {

const casebook::Kinds& kinds() {
  static const casebook::Kinds k_all(PVTOOL_SOURCE "/schemas", "");
  return k_all;
}

const std::vector<std::string> k_languages{"nb", "nn", "en"};

// A register's folder with templates of its own, removed with all that is in it.
class Root {
public:
  Root() : m_path((fs::temp_directory_path() / ("pvtool-letters-" + sys::random_uid())).string()) {
    fs::create_directories(m_path + "/templates/breach");
  }
  ~Root() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
  }
  Root(const Root&) = delete;
  Root& operator=(const Root&) = delete;

  const std::string& path() const { return m_path; }
  Root& put(const std::string& name, const std::string& text) {
    sys::write_file(m_path + "/templates/" + name, text);
    return *this;
  }
  // The same text in each language.
  Root& put_all(const std::string& name, const std::string& text) {
    for (const auto& language : k_languages) {
      put("breach/" + name + "." + language + ".md", text);
    }
    return *this;
  }
  Letters letters() const { return {PVTOOL_SOURCE, m_path, kinds()}; }

private:
  std::string m_path;
};

// A template "memo" without faults: nine lines of front matter, and the body.
std::string memo(const std::string& body, const std::string& more = "") {
  return "---\ntemplate: memo\nversion: 1\ntitle: Notat\nlayout: document\nreader: staff\n"
         "basis: []\n" +
         more + "---\n" + body;
}

std::string program_text(const std::string& name, const std::string& language) {
  return sys::read_file(PVTOOL_SOURCE "/templates/breach/" + name + "." + language + ".md").value();
}

std::string replaced(std::string text, const std::string& old, const std::string& by) {
  const auto at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), by);
}

// "name:line" of what is found in the nb file of "memo", whose text stands in each language.
std::vector<core::Finding> found_in(const std::string& text) {
  Root root;
  root.put_all("memo", text);
  auto findings = root.letters().judge_own();
  std::vector<core::Finding> here;
  std::map<std::string, std::size_t> count;
  for (const auto& finding : findings) {
    ++count[finding.file];
    if (finding.file == "templates/breach/memo.nb.md") {
      here.push_back(finding);
    }
  }
  for (const auto& language : k_languages) {
    CHECK(count["templates/breach/memo." + language + ".md"] == here.size());
  }
  CHECK(count.size() == 3);
  return here;
}

std::string names_in(const std::string& text) {
  return test::names(found_in(text));
}

} // namespace

TEST_CASE("the program's own templates have no fault") {
  const Letters letters(PVTOOL_SOURCE, "", kinds());
  for (const auto& finding : letters.judge_all()) {
    FAIL_CHECK(finding.file << ":" << finding.line << " " << finding.name << " "
                            << test::argument(finding.arguments, "name"));
  }
  CHECK(letters.judge_own().empty());
  CHECK(letters.all().size() >= 15);
  for (const auto& one : letters.all()) {
    CAPTURE(one.name);
    CHECK_FALSE(one.is_own);
    CHECK(one.languages == std::vector<std::string>{"en", "nb", "nn"});
    for (const auto& language : k_languages) {
      const auto found = letters.find(one.kind, one.name, language);
      CHECK(found.name == one.name);
      CHECK(found.language == language);
      CHECK(found.kind == one.kind);
      CHECK(found.file == "templates/" + one.kind + "/" + one.name + "." + language + ".md");
      CHECK_FALSE(found.basis.empty());
    }
  }
}

TEST_CASE("the body of every template of the program says something, and each language its own") {
  const Letters letters(PVTOOL_SOURCE, "", kinds());
  for (const auto& one : letters.all()) {
    CAPTURE(one.name);
    std::set<std::string> bodies;
    for (const auto& language : k_languages) {
      bodies.insert(letters.find(one.kind, one.name, language).body);
    }
    CHECK(bodies.size() == 3);
  }
}

TEST_CASE("a template of the register without faults has no findings and is listed") {
  Root root;
  root.put_all("memo", memo("Saken {{case.id}}.\n{{#incident.description}}{{incident.description}}"
                            "{{/incident.description}}\n"));
  const auto letters = root.letters();
  CHECK(test::names(letters.judge_own()).empty());
  const auto program = Letters(PVTOOL_SOURCE, "", kinds()).all().size();
  CHECK(letters.all().size() == program + 1);
  const auto memo = std::find_if(letters.all().begin(), letters.all().end(),
                                 [](const auto& one) { return one.name == "memo"; });
  REQUIRE(memo != letters.all().end());
  CHECK(memo->is_own);
  CHECK(memo->kind == "breach");
  CHECK(memo->languages == std::vector<std::string>{"en", "nb", "nn"});
  CHECK(
      std::is_sorted(letters.all().begin(), letters.all().end(), [](const auto& a, const auto& b) {
        return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
      }));
  CHECK(letters.find("breach", "memo", "nb").title == "Notat");
}

TEST_CASE("other files in the folder are no templates, and are named") {
  Root root;
  for (const std::string name : {"memo.md", "memo.de.md", ".nb.md", "memo.nb.txt", "memo.nb.md~"}) {
    root.put("breach/" + name, "x");
  }
  fs::create_directories(root.path() + "/templates/breach/more");
  root.put("breach/more/memo.nb.md", "x");
  fs::create_directories(root.path() + "/templates/other");
  root.put("other/memo.nb.md", "x");
  const auto stray = root.letters().judge_own();
  CHECK(stray.size() == 6);
  for (const auto& finding : stray) {
    CHECK(finding.name == "template-misnamed");
    CHECK(finding.severity == core::Severity::warning);
  }
  CHECK(root.letters().all().size() == Letters(PVTOOL_SOURCE, "", kinds()).all().size());
}

// Two links make 2 to the power of 40 ways through the folder.
TEST_CASE("links that lead back to the folder are not followed") {
  Root root;
  root.put_all("memo", memo("x\n"));
  fs::create_directory_symlink(".", root.path() + "/templates/breach/again");
  fs::create_directory_symlink(".", root.path() + "/templates/breach/and_again");
  const auto letters = root.letters();
  CHECK(letters.judge_own().empty());
  CHECK(letters.find("breach", "memo", "nb").name == "memo");
}

TEST_CASE("a template of the register takes the place of the program's, language by language") {
  Root root;
  const auto own = replaced(program_text("reporter", "nb"), "Takk for at du sa fra", "Vår takk");
  root.put("breach/reporter.nb.md", own);
  const auto letters = root.letters();
  CHECK(letters.judge_own().empty());
  CHECK(letters.find("breach", "reporter", "nb").title == "Vår takk");
  CHECK(letters.find("breach", "reporter", "nn").title !=
        letters.find("breach", "reporter", "nb").title);
  const Letters program(PVTOOL_SOURCE, "", kinds());
  CHECK(program.find("breach", "reporter", "nb").title == "Takk for at du sa fra");
  CHECK(letters.find("breach", "reporter", "nn").body ==
        program.find("breach", "reporter", "nn").body);
  CHECK(letters.all().size() == program.all().size());
}

TEST_CASE("what is wrong with a template is found by name and line") {
  struct Row {
    std::string text;
    std::string found;
  };
  const std::vector<Row> rows{
      {memo("Saken.\n"), ""},
      {"Saken.\n", "template-without-front:1"},
      {"", "template-without-front:1"},
      {"---\ntemplate: memo\n", "template-without-front:1"},
      // The front matter, by its schema and the strict reader.
      {memo("x\n", "tittel: x\n"), "unknown-key:8"},
      {memo("x\n", "requires: incident.description\n"), "wrong-type:8"},
      {memo("x\n", "recipient: nobody\n"), "wrong-value:8"},
      {memo("x\n", "title: y\n"), "duplicate-key:8"},
      {"---\n---\nx\n", "empty-file:2"},
      // Tags.
      {memo("a\n{{case.id\n"), "template-broken:10"},
      {memo("a\n{{#case.id}}\n"), "template-broken:10"},
      {memo("a\n{{#case.id}}{{#org}}{{/case.id}}{{/org}}\n"), "template-broken:10"},
      {memo("a\n{{{case.id}}}\n{{>case.id}}\n{{&case.id}}\n"),
       "template-tag:10 template-tag:11 template-tag:12"},
      {memo("{{=<% %>=}}\n"), "template-tag:9"},
      // Names.
      {memo("a\n{{case.ide}}\n"), "template-unknown-name:10"},
      {memo("{{#incident.descripton}}x{{/incident.descripton}}\n"), "template-unknown-name:9"},
      {memo("{{^nothing}}x{{/nothing}}\n"), "template-unknown-name:9"},
      {memo("{{}}\n"), "template-unknown-name:9"},
      {memo("{{.}}\n"), "template-unknown-name:9"},
      {memo("{{#is.yes}}x{{/is.yes}}\n"), "template-unknown-name:9"},
      {memo("{{top.case.ide}}\n"), "template-unknown-name:9"},
      {memo("x\n", "requires: [case.id, case.ide]\n"), "template-unknown-name:8"},
      {memo("x\n", "requires: [incident.description.paragraphs]\n"), "template-unknown-name:8"},
      // Of an entry alone.
      {memo("{{#history}}{{at}} {{text}}{{/history}}\n"), ""},
      {memo("{{#history}}{{case.id}}{{/history}}\n"), "template-unknown-name:9"},
      {memo("{{#history}}{{top.case.id}}{{/history}}\n"), ""},
      {memo("{{#data.types}}{{.}}{{/data.types}}\n"), ""},
      {memo("{{#case}}{{reference}}{{/case}}\n"), "template-unknown-name:9"},
      // Holes.
      {memo("a\n{{incident.description}}\n"), "template-hole:10"},
      {memo("{{incident.description}}\n", "requires: [incident.description]\n"), ""},
      {memo("{{#incident.description}}{{incident.description}}{{/incident.description}}\n"), ""},
      {memo("{{#incident}}{{incident.description}}{{/incident}}\n"), "template-hole:9"},
      {memo("{{^incident.description}}{{incident.description}}{{/incident.description}}\n"),
       "template-hole:9"},
      {memo("{{#incident.description}}x{{/incident.description}}{{incident.description}}\n"),
       "template-hole:9"},
      {memo("{{#incident.description.paragraphs}}{{.}}{{/incident.description.paragraphs}}\n"), ""},
      {memo("{{#times.aware}}{{times.aware.date}}{{/times.aware}}\n"), ""},
      {memo("{{#times.aware.date}}{{times.aware}}{{/times.aware.date}}\n"), ""},
      {memo("{{org.name}}\n"), ""},
      {memo("{{org.address}}\n"), "template-hole:9"},
      {memo("{{role.dpo.title}}\n"), "template-hole:9"},
      {memo("{{#role.dpo}}{{role.dpo.title}}{{/role.dpo}}\n"), ""},
      {memo("{{#role.dpo}}{{role.dpo.holder}}{{/role.dpo}}\n"), "template-hole:9"},
      // What may be unknown.
      {memo("{{#times.aware.open}}{{times.aware.open}}{{/times.aware.open}}\n",
            "may_be_unknown: {times.aware: Ukjent.}\n"),
       ""},
      {memo("x\n", "may_be_unknown: {times.aware: Ukjent.}\n"), "template-open-unsaid:8"},
      {memo("{{#times.aware.open}}x{{/times.aware.open}}\n",
            "may_be_unknown: {times.aware: Ukjent.}\n"),
       "template-open-unsaid:8"},
      {memo("x\n", "may_be_unknown: {times.awere: Ukjent.}\n"),
       "template-open-unsaid:8 template-unknown-name:8"},
      {memo("{{times.aware.open}}\n", "may_be_unknown: {times.aware: Ukjent.}\n"),
       "template-hole:10"},
      // Required, and may be unknown all the same: it has to be asked for.
      {memo("{{times.aware}}{{#times.aware.open}}{{times.aware.open}}{{/times.aware.open}}\n",
            "requires: [times.aware]\nmay_be_unknown: {times.aware: Ukjent.}\n"),
       "template-hole:11"},
      // Where it is open, it is not known.
      {memo("{{#times.aware.open}}{{times.aware.open}}{{times.aware}}{{/times.aware.open}}\n",
            "may_be_unknown: {times.aware: Ukjent.}\n"),
       "template-hole:10"},
      {replaced(memo("x\n"), "template: memo", "template: nemo"), "template-name:2"},
      // In the title and the address too.
      {replaced(memo("x\n"), "title: Notat", "title: \"{{incident.description}}\""),
       "template-hole:4"},
      {memo("x\n", "addressed: \"{{case.ide}}\"\n"), "template-unknown-name:8"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    if (row.found.empty()) {
      Root root;
      root.put_all("memo", row.text);
      CHECK(test::names(root.letters().judge_own()).empty());
    } else {
      CHECK(names_in(row.text) == row.found);
    }
  }
}

TEST_CASE("an unknown name is told with the one that was meant") {
  struct Row {
    std::string name;
    std::string near;
  };
  const std::vector<Row> rows{
      {"case.titel", "case.title"},
      {"incident.descripton", "incident.description"},
      {"times.awere.date", "times.aware.date"},
      {"incident.descripton.paragraphs", "incident.description.paragraphs"},
      {"role.dpo.titel", "role.dpo.title"},
      {"decision.people.answr.is.yes", "decision.people.answer.is.yes"},
      {"group.tipes", "group.types"},
      {"zzzzzzzzzz", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto findings = found_in(memo("{{#" + row.name + "}}x{{/" + row.name + "}}\n"));
    REQUIRE(findings.size() == 1);
    CHECK(test::argument(findings[0].arguments, "name") == row.name);
    CHECK(test::argument(findings[0].arguments, "near") == row.near);
  }
}

TEST_CASE("a template stands in every language") {
  Root root;
  root.put("breach/memo.nb.md", memo("x\n"));
  const auto findings = root.letters().judge_own();
  CHECK(test::names(findings) == "template-language-missing:0 template-language-missing:0");
  CHECK(findings[0].file == "templates/breach/memo.en.md");
  CHECK(test::argument(findings[0].arguments, "language") == "en");
  CHECK(findings[1].file == "templates/breach/memo.nn.md");
}

TEST_CASE("what a document needs is the same in every language, its words are not") {
  struct Row {
    std::string old;
    std::string by;
    std::string key; // empty: may differ
    int line;
  };
  const std::string more = "requires: [incident.description]\n"
                           "may_be_unknown: {times.aware: Ukjent.}\naddressed: Til deg\n";
  const auto text = memo("{{#times.aware.open}}{{times.aware.open}}{{/times.aware.open}}\n", more);
  const std::vector<Row> rows{
      {"title: Notat", "title: Memo", "", 0},
      {"Til deg", "To you", "", 0},
      {"Ukjent", "Unknown", "", 0},
      {"version: 1", "version: 2", "version", 3},
      {"layout: document", "layout: letter", "layout", 5},
      {"reader: staff", "reader: adult", "reader", 6},
      {"basis: []", "basis: [GDPR art. 33]", "basis", 7},
      {"requires: [incident.description]", "requires: [incident.description, times.aware]",
       "requires", 8},
      {"requires: [incident.description]\n", "", "requires", 1},
      {"may_be_unknown: {times", "recipient: people\nmay_be_unknown: {times", "recipient", 9},
      {"may_be_unknown: {times", "case: false\nmay_be_unknown: {times", "case", 9},
      {"may_be_unknown: {times", "per: subjects\nmay_be_unknown: {times", "per", 9},
      {"may_be_unknown: {times", "signed_by: [dpo]\nmay_be_unknown: {times", "signed_by", 9},
      {"may_be_unknown: {times",
       "decision: {about: people, answer: \"yes\"}\nmay_be_unknown: {times", "decision", 9},
  };
  for (const auto& row : rows) {
    CAPTURE(row.by);
    Root root;
    root.put_all("memo", text);
    root.put("breach/memo.en.md", replaced(text, row.old, row.by));
    const auto findings = root.letters().judge_own();
    if (row.key.empty()) {
      CHECK(test::names(findings).empty());
      continue;
    }
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].name == "template-differs");
    CHECK(findings[0].file == "templates/breach/memo.en.md");
    CHECK(findings[0].line == row.line);
    CHECK(test::argument(findings[0].arguments, "key") == row.key);
    CHECK(test::argument(findings[0].arguments, "other") == "templates/breach/memo.nb.md");
  }
}

TEST_CASE("what differs from the program's other languages is found in the register's file") {
  for (const auto& language : k_languages) {
    CAPTURE(language);
    Root root;
    const auto file = "breach/reporter." + language + ".md";
    root.put(file, replaced(program_text("reporter", language), "version: 1", "version: 2"));
    const auto findings = root.letters().judge_own();
    CHECK_FALSE(findings.empty());
    for (const auto& finding : findings) {
      CHECK(finding.name == "template-differs");
      CHECK(finding.file == "templates/" + file);
      CHECK(finding.line == 3);
      CHECK(test::argument(finding.arguments, "other") != finding.file);
    }
  }
}

TEST_CASE("what takes the place of the program's asks for at least as much") {
  const auto with = [](const std::string& old, const std::string& by) {
    Root root;
    for (const auto& language : k_languages) {
      root.put("breach/wrong_recipient." + language + ".md",
               replaced(program_text("wrong_recipient", language), old, by));
    }
    return root.letters().judge_own();
  };
  const std::string required = "requires: [role.contact_point.title, role.contact_point.contact]\n";
  CHECK(with(required, required).empty());
  CHECK(with(required, "requires: [case.title, role.contact_point.contact, "
                       "role.contact_point.title]\n")
            .empty());
  Root root;
  for (const auto& language : k_languages) {
    root.put("breach/internal." + language + ".md",
             "---\ntemplate: internal\nversion: 1\ntitle: T\nlayout: document\nreader: staff\n"
             "basis: []\nrequires: [case.id]\n---\nx\n");
  }
  const auto weaker = root.letters().judge_own();
  CHECK(test::names(weaker) == "template-weakens:8 template-weakens:8 template-weakens:8");
  CHECK(test::argument(weaker[0].arguments, "name") == "incident.description");
}

TEST_CASE("what the program's template has to know may not be left unknown") {
  const auto own = [](const std::string& requires_, const std::string& unknown) {
    Root root;
    const std::string tags = "{{#measures.taken.open}}{{measures.taken.open}}"
                             "{{/measures.taken.open}}{{#incident.description.open}}"
                             "{{incident.description.open}}{{/incident.description.open}}\n";
    for (const auto& language : k_languages) {
      root.put("breach/people." + language + ".md",
               "---\ntemplate: people\nversion: 1\ntitle: T\nlayout: letter\nreader: adult\n"
               "when: {not: {fact: scope.role, is: processor}}\n"
               "decision: {about: people, answer: \"yes\"}\n"
               "basis: []\nrequires: [" +
                   requires_ + "]\nmay_be_unknown: {" + unknown + "}\n---\n" + tags);
    }
    std::set<std::string> names;
    for (const auto& finding : root.letters().judge_own()) {
      CHECK(finding.name == "template-weakens");
      names.insert(test::argument(finding.arguments, "name"));
    }
    return names;
  };
  const Letters program(PVTOOL_SOURCE, "", kinds());
  const auto theirs = program.find("breach", "people", "nb");
  std::string all;
  for (const auto& name : theirs.requires_) {
    all += (all.empty() ? "" : ", ") + name;
  }
  const std::string both = "measures.taken: Ukjent., incident.description: Ukjent.";
  std::set<std::string> expected;
  for (const std::string name : {"measures.taken", "incident.description"}) {
    if (theirs.said_when_open(name) == nullptr) {
      expected.insert(name);
    }
  }
  CHECK_FALSE(expected.empty());
  CHECK(own(all, both) == expected);
}

TEST_CASE("every finding about a template or a letter has its texts in three languages") {
  for (const auto& language : {"en", "nb", "nn"}) {
    const casebook::Texts texts(PVTOOL_SOURCE "/templates/text", language);
    for (const std::string name : {"template-without-front", "unknown-key",
                                   "template-broken",        "template-tag",
                                   "template-unknown-name",  "template-hole",
                                   "template-open-unsaid",   "template-language-missing",
                                   "template-differs",       "template-name",
                                   "template-weakens",       "template-faulty",
                                   "unknown-letter",         "letter-without-language",
                                   "letter-recipient-empty", "letter-recipient-long",
                                   "letter-recipient-odd",   "letter-recipient-id-number",
                                   "plain-long-sentence",    "plain-hard-text",
                                   "plain-official-word",    "plain-passive-chain"}) {
      for (const std::string part : {"message", "hint", "explain"}) {
        CAPTURE(language);
        CAPTURE(name);
        CAPTURE(part);
        CHECK_FALSE(texts.finding(name, part).empty());
      }
    }
    // What is asked back has something to ask.
    const auto hint = [&](const std::string& near) {
      return texts.finding("template-unknown-name", "hint", {{"name", "x"}, {"near", near}});
    };
    CHECK(hint("case.id").find("'case.id'") != std::string::npos);
    CHECK(hint("").find("''") == std::string::npos);
  }
}

TEST_CASE("a letter that is not there is told with those that are") {
  Root root;
  root.put("breach/memo.nb.md", memo("x\n"));
  const auto letters = root.letters();
  const auto unknown = test::error_of([&] { letters.find("breach", "peopel", "nb"); });
  CHECK(unknown.name == "unknown-letter");
  CHECK(unknown.code == core::Exit::usage);
  CHECK(test::argument(unknown.arguments, "template") == "peopel");
  CHECK(test::argument(unknown.arguments, "kind") == "breach");
  CHECK(test::argument(unknown.arguments, "near") == "people");
  CHECK(test::argument(unknown.arguments, "known").find("memo") != std::string::npos);
  for (const std::string name : {"", "people.nb", "../breach/people", "/etc/passwd", "PEOPLE"}) {
    CAPTURE(name);
    CHECK(test::error_of([&] { letters.find("breach", name, "nb"); }).name == "unknown-letter");
  }
  CHECK(test::error_of([&] { letters.find("loan", "people", "nb"); }).name == "unknown-letter");

  const auto language = test::error_of([&] { letters.find("breach", "memo", "en"); });
  CHECK(language.name == "letter-without-language");
  CHECK(language.code == core::Exit::usage);
  CHECK(test::argument(language.arguments, "template") == "memo");
  CHECK(test::argument(language.arguments, "language") == "en");
  CHECK(test::argument(language.arguments, "known") == "nb");
  CHECK(test::error_of([&] { letters.find("breach", "people", "de"); }).name ==
        "letter-without-language");
}

TEST_CASE("a template with a fault is never used") {
  Root root;
  root.put_all("memo", memo("{{incident.description}}\n"));
  root.put_all("people", "no front matter\n");
  const auto letters = root.letters();
  const auto hole = test::error_of([&] { letters.find("breach", "memo", "nb"); });
  CHECK(hole.name == "template-faulty");
  CHECK(hole.code == core::Exit::findings);
  CHECK(test::argument(hole.arguments, "path") == "templates/breach/memo.nb.md");
  CHECK(test::names(hole.findings) == "template-hole:9");
  const auto front = test::error_of([&] { letters.find("breach", "people", "en"); });
  CHECK(test::names(front.findings) == "template-without-front:1");
}

TEST_CASE("a letter that needs no case is found by its name alone") {
  Root root;
  root.put_all("memo", memo("x\n", "case: false\n"));
  root.put_all("report", replaced(memo("x\n"), "memo", "report"));
  const auto letters = root.letters();
  CHECK(letters.kind_of_blank("memo") == "breach");
  CHECK(letters.kind_of_blank("report").empty());
  CHECK(letters.kind_of_blank("none").empty());
  CHECK(letters.kind_of_blank("staff_card") == "breach");
  CHECK(letters.kind_of_blank("people").empty());
}

TEST_CASE("a picture is a PNG or JPEG of the templates' folder, and no other file") {
  Root root;
  const std::string png = "\x89PNG\r\n\x1a\n1234";
  const std::string jpeg = "\xff\xd8\xff\xe0"
                           "1234";
  root.put("logo.png", png).put("logo.jpg", jpeg).put("mine.JPEG", jpeg).put("liar.jpg", png);
  root.put("text.png", "secret").put("empty.png", "").put("short.png", png.substr(0, 7));
  root.put("vector.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").put("gif.gif", "GIF89a");
  root.put("breach/inner.png", png);
  sys::write_file(root.path() + "/outside.png", png);
  fs::create_symlink(root.path() + "/outside.png", root.path() + "/templates/link.png");
  fs::create_symlink("logo.png", root.path() + "/templates/inside.png");
  const auto picture = [&](std::string_view name) {
    return casebook::picture_in(root.path(), name).value_or("");
  };
  CHECK(picture("logo.png") == "data:image/png;base64,iVBORw0KGgoxMjM0");
  CHECK(picture("logo.jpg") == "data:image/jpeg;base64,/9j/4DEyMzQ=");
  CHECK(picture("mine.JPEG") == picture("logo.jpg"));
  CHECK(picture("liar.jpg") == picture("logo.png")); // what it is, its bytes say
  for (const std::string name :
       {"text.png", "empty.png", "short.png", "vector.svg", "gif.gif", "none.png", "", ".", "..",
        "../outside.png", "breach/inner.png", "breach", "./logo.png", "/etc/passwd", "logo.png ",
        "logo%2epng", "file:logo.png", "link.png", "inside.png"}) {
    CAPTURE(name);
    CHECK(picture(name).empty());
  }
  CHECK(picture(std::string_view("logo.png\0", 9)).empty());
  CHECK_FALSE(casebook::picture_in(root.path() + "/none", "logo.png"));

  Root other;
  fs::remove_all(other.path() + "/templates");
  fs::create_directory_symlink(root.path() + "/templates", other.path() + "/templates");
  CHECK_FALSE(casebook::picture_in(other.path(), "logo.png"));
}

TEST_CASE("a picture is at most a megabyte") {
  Root root;
  std::string png = "\x89PNG\r\n\x1a\n";
  png.resize(1024 * 1024, 'x');
  root.put("large.png", png).put("larger.png", png + "x");
  CHECK(casebook::picture_in(root.path(), "large.png"));
  CHECK_FALSE(casebook::picture_in(root.path(), "larger.png"));
}
