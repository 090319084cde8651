// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/condition.hpp"
#include "core/finding.hpp"
#include "core/value.hpp"
#include "letters/view.hpp"

namespace letters {

// What the document looks like: pvtool-template(5) says what each has.
enum class Layout { letter, document, notice, form, card };
std::string name_of(Layout layout);

// The decision in the case that a document belongs to.
struct Belongs {
  std::string about;
  std::string answer;
};

// One template in one language: its front matter and its text.
struct Template {
  std::string kind; // the kind of case it is for
  std::string name;
  std::string language;
  std::string file; // for findings: path as people know it
  int version = 1;
  std::string title;     // may hold tags
  std::string addressed; // to whom, where nobody is named; may hold tags
  Layout layout = Layout::letter;
  std::string reader;    // "adult", "child", "staff": whose limits `--check` takes
  std::string recipient; // as `notify record` names it; empty: nobody is told by this
  bool needs_case = true;
  std::string per;                     // "subjects": one for each entry
  std::string form;                    // the form whose fields it shows
  std::optional<core::Condition> when; // of which cases it is true
  struct Refusal {
    core::Condition when;
    std::string why;
    std::string instead; // what to do
  };
  std::vector<Refusal> refused; // when it is not made though it may be true
  std::optional<Belongs> decision;
  std::vector<std::string> basis;
  std::vector<std::string> requires_;                              // names that must be there
  std::vector<std::pair<std::string, std::string>> may_be_unknown; // name, how that is said
  std::vector<std::string> signed_by; // what the signer is, first found
  std::string body;                   // Markdown with tags
  int body_line = 1;                  // where the body begins
  core::Value front;                  // as it stood, with places

  // How it is said that this is not known, or null when it must be.
  const std::string* said_when_open(std::string_view fact) const;
};

// The two parts of a template file; no front matter: nothing.
struct Parts {
  std::string_view front; // YAML, without the fences
  std::string_view body;
  int body_line = 1;
};
std::optional<Parts> parts_of(std::string_view text);

// A template from its front matter, which fits letter.schema.json, and its body.
Template template_from(core::Value front, const Parts& parts);

// A tag of a template.
struct Tag {
  enum class Kind { variable, section, inverted, other };
  Kind kind = Kind::variable;
  std::string name; // as written; "." is the entry itself
  int line = 0;     // in the file
  // Names of the sections around it, as they are looked up, outermost first; inverted ones apart.
  std::vector<std::string> inside;
  std::vector<std::string> inside_not;
};

// Every tag of title, `addressed` and body in the order of the text. What the language of templates
// does not have is a finding at its line (file set): template-broken ({reason}) for tags and
// sections that are not closed, template-tag ({tag}) for partials, unescaped tags and others.
std::vector<Tag> tags_of(const Template& one, std::vector<core::Finding>& findings);

// A place where a document would have a hole.
struct Gap {
  enum class Kind { missing, open };
  Kind kind = Kind::missing;
  std::string name; // from the top, entries without their number: "actions.owner"
  int line = 0;     // of the template
  std::string why;  // open: as the case says
  std::string ask;
  std::string by;
};

// A template filled in. With gaps there is no text: a document is never rendered with a hole.
struct Filled {
  std::string title;     // Markdown
  std::string addressed; // Markdown
  std::string body;      // Markdown
  std::vector<Gap> gaps; // by line
};

// Fill in a template. What the view says of the case is escaped, so that it stays text whatever it
// holds; a name is looked up at the top, inside a repeated section in the entry alone (`top.` leads
// out). Throws core::Error (bug) for a template in which `tags_of` finds faults.
Filled filled(const Template& one, const View& view);

} // namespace letters
