// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/error.hpp"
#include "letters/template.hpp"
#include "yaml/document.hpp"

using letters::Filled;
using letters::Gap;
using letters::parts_of;
using letters::Tag;
using letters::Template;
using letters::View;

namespace {

// A template as its file has it: what the front matter must have, `more` of it, and the body.
Template made(const std::string& body, const std::string& more = "", std::string title = "T") {
  const auto text = "---\ntemplate: x\nversion: 1\ntitle: " + title +
                    "\nlayout: letter\nreader: adult\nbasis: []\n" + more + "---\n" + body;
  const auto parts = parts_of(text);
  REQUIRE(parts);
  auto front = yaml::read(parts->front);
  REQUIRE(front.root);
  auto one = letters::template_from(*front.root, *parts);
  one.file = "templates/breach/x.nb.md";
  return one;
}

View list_of(std::vector<View> entries) {
  View list;
  list.is_list = true;
  list.entries = std::move(entries);
  return list;
}

View map_of(std::vector<std::pair<std::string, View>> members) {
  View map;
  map.members = std::move(members);
  return map;
}

View text(const std::string& text) {
  return View::of_text(text);
}

View unknown(const std::string& why, const std::string& ask = "", const std::string& by = "") {
  View view;
  view.state = View::State::unknown;
  view.holds = true; // being open comes first
  view.why = why;
  view.ask = ask;
  view.by = by;
  return view;
}

View undeterminable(const std::string& why) {
  auto view = unknown(why);
  view.state = View::State::undeterminable;
  return view;
}

View action(const std::string& description, const std::string& due = "") {
  auto view = map_of({{"description", text(description)}});
  if (!due.empty()) {
    view.set("due", text(due));
  }
  return view;
}

// A case: two actions (the first without `due`), a `due` of its own, nested lists.
View sample() {
  return map_of(
      {{"org", map_of({{"name", text("Andeby kommune")}})},
       {"due", text("fredag")},
       {"yes", View::of_truth(true)},
       {"no", View::of_truth(false)},
       {"empty", list_of({})},
       {"actions", list_of({action("Slette"), action("Varsle", "mandag")})},
       {"types", list_of({text("navn"), text("adresse")})},
       {"groups", list_of({map_of({{"title", text("Barn")}, {"types", list_of({text("fnr")})}}),
                           map_of({{"title", text("Voksne")},
                                   {"types", list_of({text("navn"), text("lønn")})}})})},
       {"times", map_of({{"aware", text("mandag")},
                         {"occurred", unknown("logs are gone", "the supplier", "5 May")},
                         {"ended", undeterminable("no logs")}})}});
}

// What a body says of the sample; its gaps when it cannot be filled.
std::string said(const Filled& filled) {
  std::string gaps;
  for (const auto& gap : filled.gaps) {
    gaps += (gaps.empty() ? "gaps: " : ", ") + gap.name + ":" + std::to_string(gap.line);
  }
  return gaps.empty() ? filled.body : gaps;
}

std::string said(const std::string& body, const std::string& more = "") {
  return said(letters::filled(made(body, more), sample()));
}

// "name:line" of each finding, with the reason or the tag.
std::string faults(const Template& one) {
  std::vector<core::Finding> findings;
  letters::tags_of(one, findings);
  std::string all;
  for (const auto& finding : findings) {
    REQUIRE(finding.arguments.size() == 1);
    CHECK(finding.file == one.file);
    all += (all.empty() ? "" : "; ") + finding.name + ":" + std::to_string(finding.line) + " " +
           finding.arguments.front().second;
  }
  return all;
}

constexpr int k_body = 9; // the first line of the body of `made`

} // namespace

TEST_CASE("a template without front matter has no parts") {
  for (const std::string text : {"", "---", "---\n", "---\ntemplate: x\n", "# Heading\n",
                                 "\n---\na: 1\n---\n", "----\na\n---\n", " ---\na: 1\n---\n",
                                 "--- a\n---\n", "---\na: 1\n ---\n", "---\na: 1\n----\n"}) {
    CAPTURE(text);
    CHECK_FALSE(parts_of(text));
  }
}

TEST_CASE("front matter ends with the first line of three dashes, and the body is all the rest") {
  struct Row {
    std::string text;
    std::string front;
    std::string body;
    int line;
  };
  const std::vector<Row> rows{
      {"---\na: 1\n---\nbody\n", "a: 1\n", "body\n", 4},
      {"---\na: 1\n---", "a: 1\n", "", 4},
      {"---\n---\n", "", "", 3},
      {"---\n---\n\nbody", "", "\nbody", 3},
      {"---\r\na: 1\r\nb: 2\r\n---\r\nbody\r\n", "a: 1\r\nb: 2\r\n", "body\r\n", 5},
      {"--- \na: 1\n---  \nbody", "a: 1\n", "body", 4},
      {"---\na: 1\n---\none\n\n---\n\ntwo\n", "a: 1\n", "one\n\n---\n\ntwo\n", 4},
      {"---\na: x --- y\n---\n---\n", "a: x --- y\n", "---\n", 4},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto parts = parts_of(row.text);
    REQUIRE(parts);
    CHECK(parts->front == row.front);
    CHECK(parts->body == row.body);
    CHECK(parts->body_line == row.line);
  }
}

TEST_CASE("a template is what its front matter says") {
  const auto one =
      made("Hei\n",
           "recipient: people\naddressed: Til {{org.name}}\ncase: false\n"
           "per: subjects\nform: authority\ndecision: {about: people, answer: \"no\"}\n"
           "requires: [incident.description, times.aware]\n"
           "may_be_unknown: {times.aware: Vi vet ikke når., a.b: Ukjent.}\n"
           "signed_by: [controller, dpo]\n",
           "Om {{org.name}}");
  CHECK(one.name == "x");
  CHECK(one.version == 1);
  CHECK(one.title == "Om {{org.name}}");
  CHECK(one.addressed == "Til {{org.name}}");
  CHECK(one.layout == letters::Layout::letter);
  CHECK(one.reader == "adult");
  CHECK(one.recipient == "people");
  CHECK_FALSE(one.needs_case);
  CHECK(one.per == "subjects");
  CHECK(one.form == "authority");
  REQUIRE(one.decision);
  CHECK(one.decision->about == "people");
  CHECK(one.decision->answer == "no");
  CHECK(one.requires_ == std::vector<std::string>{"incident.description", "times.aware"});
  CHECK(one.signed_by == std::vector<std::string>{"controller", "dpo"});
  CHECK(one.body == "Hei\n");
  CHECK(one.body_line == 18);
  REQUIRE(one.said_when_open("times.aware") != nullptr);
  CHECK(*one.said_when_open("times.aware") == "Vi vet ikke når.");
  CHECK(one.said_when_open("times") == nullptr);
  CHECK(one.said_when_open("incident.description") == nullptr);
}

TEST_CASE("what a front matter does not say is the least") {
  const auto one = made("", "");
  CHECK(one.needs_case);
  CHECK(one.recipient.empty());
  CHECK(one.addressed.empty());
  CHECK(one.per.empty());
  CHECK(one.form.empty());
  CHECK_FALSE(one.decision);
  CHECK(one.basis.empty());
  CHECK(one.requires_.empty());
  CHECK(one.may_be_unknown.empty());
  CHECK(one.signed_by.empty());
}

TEST_CASE("every layout has a name and is read by it") {
  using letters::Layout;
  for (const auto layout :
       {Layout::letter, Layout::document, Layout::notice, Layout::form, Layout::card}) {
    const auto text = "---\nlayout: " + name_of(layout) + "\n---\n";
    const auto parts = parts_of(text);
    CHECK(letters::template_from(*yaml::read(parts->front).root, *parts).layout == layout);
  }
}

TEST_CASE("tags are listed with their lines and the sections around them") {
  std::vector<core::Finding> findings;
  const auto one = made("{{a}}\n{{#b.c}}\n{{! not\nshown {{a}}\n{{ . }}{{^d}}{{top.e}}{{/d}}\n"
                        "{{/b.c}}\n{{f}}\n",
                        "addressed: Til {{h}}\n", "Om {{g}}");
  const auto tags = letters::tags_of(one, findings);
  CHECK(findings.empty());
  struct Row {
    Tag::Kind kind;
    std::string name;
    int line;
    std::vector<std::string> inside;
    std::vector<std::string> inside_not;
  };
  const int body = one.body_line;
  const std::vector<Row> rows{
      {Tag::Kind::variable, "g", 4, {}, {}},
      {Tag::Kind::variable, "h", 8, {}, {}},
      {Tag::Kind::variable, "a", body, {}, {}},
      {Tag::Kind::section, "b.c", body + 1, {}, {}},
      {Tag::Kind::variable, ".", body + 4, {"b.c"}, {}},
      {Tag::Kind::inverted, "d", body + 4, {"b.c"}, {}},
      {Tag::Kind::variable, "top.e", body + 4, {"b.c"}, {"d"}},
      {Tag::Kind::variable, "f", body + 6, {}, {}},
  };
  REQUIRE(tags.size() == rows.size());
  for (std::size_t at = 0; at < rows.size(); ++at) {
    CAPTURE(at);
    CHECK(tags[at].kind == rows[at].kind);
    CHECK(tags[at].name == rows[at].name);
    CHECK(tags[at].line == rows[at].line);
    CHECK(tags[at].inside == rows[at].inside);
    CHECK(tags[at].inside_not == rows[at].inside_not);
  }
}

TEST_CASE("tags that do not close and tags that there are not are found at their line") {
  struct Row {
    std::string body;
    std::string fault;
  };
  const std::vector<Row> rows{
      {"a {{b}} {{! c }} {{#d}}{{^e}}{{/e}}{{/d}}", ""},
      {"a\n{{b", "template-broken:10 Unclosed tag"},
      {"a\n{{b}", "template-broken:10 Unclosed tag"},
      {"a {{", "template-broken:9 Unclosed tag"},
      {"\n{{#b}}\nc\n", "template-broken:10 Unclosed section \"b\""},
      {"\n{{^b}}\nc\n", "template-broken:10 Unclosed section \"b\""},
      {"a\n\n{{/b}}", "template-broken:11 Unopened section \"b\""},
      {"{{#b}}\n{{#c}}\n{{/b}}\n{{/c}}", "template-broken:9 Unclosed section \"b\""},
      {"{{#b}}{{/c}}", "template-broken:9 Unclosed section \"b\""},
      {"{{#b at 7}}\n", "template-broken:9 Unclosed section \"b at 7\""},
      {"a\n{{> footer}}", "template-tag:10 footer"},
      {"a\n{{{b}}}", "template-tag:10 b"},
      {"a\n{{& b}}", "template-tag:10 b"},
      {"{{#x}}\n{{&b}}\n{{/x}}{{>c}}", "template-tag:10 b; template-tag:11 c"},
      {"{{=<% %>=}}\n<%b%>", "template-tag:9 "},
      {"{{=<%=}}", "template-broken:9 Invalid set delimiter tag"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.body);
    CHECK(faults(made(row.body)) == row.fault);
  }
  CHECK(faults(made("", "addressed: \"{{&c}}\"\n", "\"{{>b}}\"")) ==
        "template-tag:4 b; template-tag:8 c");
}

TEST_CASE("a broken template is never filled in") {
  for (const std::string body : {"{{a", "{{#a}}", "{{/a}}"}) {
    CHECK_THROWS_AS(letters::filled(made(body), sample()), core::Error);
  }
}

TEST_CASE("what no template has is never filled in as if it were a name") {
  for (const std::string body :
       {"{{{org.name}}}", "{{&org.name}}", "{{>org.name}}", "{{=<% %>=}}"}) {
    CAPTURE(body);
    CHECK_THROWS_AS(letters::filled(made(body), sample()), core::Error);
  }
}

TEST_CASE("what a case says stays text") {
  struct Row {
    std::string value;
    std::string body;
  };
  const std::vector<Row> rows{
      {"<script>alert(1)</script>", "\\<script>alert(1)\\</script>"},
      {"**fett**", "\\*\\*fett\\*\\*"},
      {"# Overskrift", "\\# Overskrift"},
      {"[x](https://x.no)", "\\[x\\](https://x.no)"},
      {"a\n\n# b", "a  # b"},
      {"{{org.name}}", "\\{\\{org.name\\}\\}"},
      {"{{#no}}x{{/no}}", "\\{\\{#no\\}\\}x\\{\\{/no\\}\\}"},
      {"a | b", "a \\| b"},
      {"Andersen & Co", "Andersen & Co"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.value);
    auto view = sample();
    view.set("a", text(row.value));
    view.set("b", list_of({text(row.value)}));
    CHECK(said(letters::filled(made("{{a}}"), view)) == row.body);
    CHECK(said(letters::filled(made("{{#b}}{{.}}{{/b}}"), view)) == row.body);
    CHECK(letters::filled(made("", "", "\"{{a}}\""), view).title == row.body);
    CHECK(letters::filled(made("", "addressed: \"{{a}}\"\n"), view).addressed == row.body);
  }
}

TEST_CASE("the template's own words are Markdown as they stand") {
  CHECK(said("# *a* & <b> [c](d) }} {x}\n") == "# *a* & <b> [c](d) }} {x}\n");
}

TEST_CASE("a name that is missing is a gap with its name and line") {
  const auto filled =
      letters::filled(made("a {{org.name}}\n\n{{incident.description}}\n"), sample());
  REQUIRE(filled.gaps.size() == 1);
  CHECK(filled.gaps[0].kind == Gap::Kind::missing);
  CHECK(filled.gaps[0].name == "incident.description");
  CHECK(filled.gaps[0].line == k_body + 2);
  CHECK(said("{{org}}") == "gaps: org:9");         // a map prints nothing
  CHECK(said("{{yes}}") == "gaps: yes:9");         // nor does a bare truth
  CHECK(said("{{actions}}") == "gaps: actions:9"); // nor a list of maps
  CHECK(said("{{}}") == "gaps: :9");
}

TEST_CASE("with a gap there is no text at all") {
  const auto filled =
      letters::filled(made("Hei {{missing}}\n", "addressed: Til deg\n", "Tittel"), sample());
  CHECK(filled.gaps.size() == 1);
  CHECK(filled.title.empty());
  CHECK(filled.addressed.empty());
  CHECK(filled.body.empty());
  const auto whole = letters::filled(made("Hei\n", "addressed: Til deg\n", "Tittel"), sample());
  CHECK(whole.title == "Tittel");
  CHECK(whole.addressed == "Til deg");
  CHECK(whole.body == "Hei\n");
}

TEST_CASE("gaps of title and address stand where the front matter has them") {
  const auto filled =
      letters::filled(made("{{c}}", "addressed: \"{{b}}\"\n", "\"{{a}}\""), sample());
  CHECK(said(filled) == "gaps: a:4, b:8, c:10");
}

TEST_CASE("each gap is told once, in the order of the lines") {
  CHECK(said("{{b}} {{a}}\n{{b}}\n{{c}}\n{{a}}\n") == "gaps: b:9, a:9, c:11");
  CHECK(said("x\n{{b}}\n", "requires: [a, b]\n") == "gaps: a:8, b:11");
}

TEST_CASE("an open fact is a gap with why, whom to ask and when to look again") {
  const auto filled = letters::filled(made("{{times.occurred}}\n{{times.ended}}\n"), sample());
  REQUIRE(filled.gaps.size() == 2);
  CHECK(filled.gaps[0].kind == Gap::Kind::open);
  CHECK(filled.gaps[0].name == "times.occurred");
  CHECK(filled.gaps[0].why == "logs are gone");
  CHECK(filled.gaps[0].ask == "the supplier");
  CHECK(filled.gaps[0].by == "5 May");
  CHECK(filled.gaps[1].kind == Gap::Kind::open);
  CHECK(filled.gaps[1].why == "no logs");
}

TEST_CASE("a gap is named by the fact, however it is worded") {
  CHECK(said("{{times.occurred.date}}\n{{times.occurred}}") == "gaps: times.occurred:9");
  CHECK(said("{{times.occurred.date}}", "requires: [times.occurred]\n") ==
        "gaps: times.occurred:10");
  CHECK(said("{{data.types.inline}}") == "gaps: data.types:9");
  CHECK(said("{{incident.cause.is.theft}}") == "gaps: incident.cause:9");
  CHECK(said("{{#groups}}{{count.number}}{{/groups}}") == "gaps: groups.count:9");
  CHECK(said("{{contacts.number}}") == "gaps: contacts.number:9"); // a name of its own
  CHECK(said("{{due.date}}") == "gaps: due.date:9");               // it is there, and no time
}

TEST_CASE("an open fact that may be unknown is said by its sentence, and only so") {
  const std::string may = "may_be_unknown: {times.occurred: \"Vi vet *ikke* når.\", "
                          "times.aware: Vi vet ikke.}\n";
  CHECK(said("{{times.occurred.open}}", may) == "Vi vet \\*ikke\\* når.");
  CHECK(said("{{#times.occurred.open}}{{times.occurred.open}}{{/times.occurred.open}}", may) ==
        "Vi vet \\*ikke\\* når.");
  CHECK(said("{{^times.occurred.open}}x{{/times.occurred.open}}", may).empty());
  CHECK(said("{{#times.occurred}}x{{/times.occurred}}{{^times.occurred}}y{{/times.occurred}}") ==
        "y");
  // The fact itself is never printed, and what is known is not said to be open.
  CHECK(said("{{times.occurred}}", may) == "gaps: times.occurred:10");
  CHECK(said("{{times.aware.open}}", may) == "gaps: times.aware.open:10");
  CHECK(said("{{#times.aware.open}}x{{/times.aware.open}}{{times.aware}}", may) == "mandag");
  CHECK(said("{{#times.none.open}}x{{/times.none.open}}", may).empty());
  // Without the sentence there is nothing to say.
  CHECK(said("{{#times.occurred.open}}x{{/times.occurred.open}}").empty());
  CHECK(said("{{times.occurred.open}}") == "gaps: times.occurred:9");
}

TEST_CASE("what is required has to be there, whether a tag shows it or not") {
  struct Row {
    std::string name;
    std::string said;
  };
  const std::vector<Row> rows{
      {"org.name", "x"},
      {"yes", "x"},
      {"no", "x"}, // said, and it is no
      {"actions", "x"},
      {"empty", "gaps: empty:8"},
      {"incident.description", "gaps: incident.description:8"},
      {"times.occurred", "gaps: times.occurred:8"},
      {"times.ended", "gaps: times.ended:8"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(said("x", "requires: [" + row.name + "]\n") == row.said);
  }
  const auto open = letters::filled(made("x", "requires: [times.occurred]\n"), sample());
  REQUIRE(open.gaps.size() == 1);
  CHECK(open.gaps[0].kind == Gap::Kind::open);
  CHECK(open.gaps[0].why == "logs are gone");
  CHECK(open.gaps[0].ask == "the supplier");
  CHECK(open.gaps[0].by == "5 May");
  CHECK(said("x", "requires: [times.occurred]\nmay_be_unknown: {times.occurred: Ukjent.}\n") ==
        "x");
  CHECK(said("x", "requires: [a.b]\nmay_be_unknown: {a.b: Ukjent.}\n") == "gaps: a.b:8");
}

TEST_CASE("what is required of a list has to be there in every entry") {
  auto view = sample();
  const auto with = [&](const std::string& name) {
    return said(letters::filled(made("x", "requires: [" + name + "]\n"), view));
  };
  CHECK(with("actions.description") == "x");
  CHECK(with("actions.due") == "gaps: actions.due:8");
  CHECK(with("groups.types") == "x");
  CHECK(with("groups.types.name") == "gaps: groups.types.name:8");
  CHECK(with("empty.name") == "gaps: empty.name:8");
  auto open = action("Slette");
  open.set("due", unknown("not set"));
  view.set("actions", list_of({action("Varsle", "mandag"), open}));
  CHECK(with("actions.due") == "gaps: actions.due:8");
  CHECK(said(letters::filled(
            made("x", "requires: [actions.due]\nmay_be_unknown: {actions.due: Ikke satt.}\n"),
            view)) == "x");
}

TEST_CASE("a gap that is required stands where a tag shows it") {
  CHECK(said("x\n{{#a}}{{a.b.date}}{{/a}}", "requires: [a.b]\n") == "gaps: a.b:11");
  CHECK(said("x\n{{a.bc}}", "requires: [a.b]\n") == "gaps: a.b:8, a.bc:11");
}

TEST_CASE("sections: if it holds, for each entry, if it does not hold") {
  struct Row {
    std::string body;
    std::string said;
  };
  const std::vector<Row> rows{
      {"{{#yes}}a{{/yes}}{{^yes}}b{{/yes}}", "a"},
      {"{{#no}}a{{/no}}{{^no}}b{{/no}}", "b"},
      {"{{#none}}a{{/none}}{{^none}}b{{/none}}", "b"},
      {"{{#none.at.all}}a{{/none.at.all}}{{^none.at.all}}b{{/none.at.all}}", "b"},
      {"{{#empty}}a{{/empty}}{{^empty}}b{{/empty}}", "b"},
      {"{{#times.occurred}}a{{/times.occurred}}{{^times.occurred}}b{{/times.occurred}}", "b"},
      {"{{#org}}a{{/org}}", "a"},
      {"{{#due}}a {{due}}{{/due}}", "a fredag"}, // a condition: names stay where they are
      {"{{#org}}{{org.name}}{{/org}}", "Andeby kommune"},
      {"{{#types}}{{.}}, {{/types}}", "navn, adresse, "},
      {"{{#types}}x{{/types}}{{^types}}y{{/types}}", "xx"},
      {"{{#actions}}{{description}};{{/actions}}", "Slette;Varsle;"},
      {"{{#groups}}{{title}}:{{#types}} {{.}}{{/types}}. {{/groups}}",
       "Barn: fnr. Voksne: navn lønn. "},
      {"{{#groups}}{{#types}}{{top.due}} {{.}}, {{/types}}{{/groups}}",
       "fredag fnr, fredag navn, fredag lønn, "},
      {"{{#groups}}{{#top.types}}{{.}} {{/top.types}}{{/groups}}", "navn adresse navn adresse "},
      {"{{#groups}}{{#top.yes}}{{title}} {{/top.yes}}{{/groups}}", "Barn Voksne "},
      {"{{#types}}{{#.}}{{.}} {{/.}}{{/types}}", "navn adresse "},
      {"{{top.due}}", "fredag"},
      {"{{ due }}{{! due }}", "fredag"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.body);
    CHECK(said(row.body) == row.said);
  }
}

TEST_CASE("names of an entry are never taken from outside it") {
  CHECK(said("{{#actions}}{{due}}{{/actions}}") == "gaps: actions.due:9");
  CHECK(said("{{#actions}}{{#due}}{{due}}{{/due}}{{^due}}-{{/due}} {{/actions}}") == "- mandag ");
  CHECK(said("{{#actions}}{{org.name}}{{/actions}}") == "gaps: actions.org.name:9");
  CHECK(said("{{#groups}}{{#types}}{{title}}{{/types}}{{/groups}}") ==
        "gaps: groups.types.title:9");
  CHECK(said("{{#types}}{{top.none}}{{/types}}") == "gaps: none:9");
}

TEST_CASE("an open fact of an entry is said by the sentence of that name") {
  auto view = sample();
  auto open = action("Slette");
  open.set("due", unknown("not set"));
  view.set("actions", list_of({open, action("Varsle", "mandag")}));
  const auto one = made("{{#actions}}{{#due.open}}{{due.open}} {{/due.open}}"
                        "{{#due}}{{due}}{{/due}}{{/actions}}",
                        "may_be_unknown: {actions.due: Ikke satt.}\n");
  CHECK(said(letters::filled(one, view)) == "Ikke satt. mandag");
}

TEST_CASE("a line of sections and remarks alone leaves nothing behind") {
  struct Row {
    std::string body;
    std::string said;
  };
  const std::vector<Row> rows{
      {"a\n{{#yes}}\nb\n{{/yes}}\nc\n", "a\nb\nc\n"},
      {"a\n  {{#yes}}  \nb\n\t{{/yes}}\nc\n", "a\nb\nc\n"},
      {"a\n{{#no}}\nb\n{{/no}}\nc\n", "a\nc\n"},
      {"a\n{{^no}}\nb\n{{/no}}\nc\n", "a\nb\nc\n"},
      {"a\n{{! remark }}\nc\n", "a\nc\n"},
      {"a\n{{! remark\nof two lines }}\nc\n", "a\nc\n"},
      {"a\n{{#types}}\n- {{.}}\n{{/types}}\nc\n", "a\n- navn\n- adresse\nc\n"},
      {"a\n{{#empty}}\n- {{.}}\n{{/empty}}\nc\n", "a\nc\n"},
      {"{{#yes}}\na\n{{/yes}}", "a\n"},
      {"a\n{{#groups}}\n{{#types}}\n- {{.}}\n{{/types}}\n{{/groups}}\nc\n",
       "a\n- fnr\n- navn\n- lønn\nc\n"},
      {"a\n{{#yes}}{{#no}}\n{{/no}}{{/yes}}\nc\n", "a\nc\n"},
      // Of several blank lines one is left.
      {"a\n\n{{#yes}}\n\nb\n\n{{/yes}}\n\nc\n", "a\n\nb\n\nc\n"},
      {"a\n{{#yes}} b {{/yes}}\nc\n", "a\n b \nc\n"},
      {"a{{#no}} b{{/no}}\nc\n", "a\nc\n"},
      {"a\r\n{{#yes}}\r\nb\r\n{{/yes}}\r\nc\r\n", "a\r\nb\r\nc\r\n"},
      {"| a |{{#types}} {{.}} |{{/types}}\n", "| a | navn | adresse |\n"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.body);
    CHECK(said(row.body) == row.said);
  }
}
