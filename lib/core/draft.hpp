// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/condition.hpp"
#include "core/path.hpp"
#include "core/time.hpp"
#include "core/value.hpp"

namespace core {

// Whether a field must be filled: always, when it is visible, when there is something to say.
enum class Required { yes, if_visible, if_applicable, no };

// What a field's value looks like.
enum class Shape { text, value, time, date, number, yes_no };

// One answer that a field offers, and when it is the right one.
struct Choice {
  Value value;
  std::optional<Condition> when; // none: whatever was not answered above
  std::string open;              // "yet": only as long as it is not known; "forever"
};

// One field of a form, and the one way in which it is filled.
struct FormField {
  std::string id;
  std::optional<Condition> visible;
  Required required = Required::yes;
  Shape shape = Shape::text;
  bool at_once = false;   // not even a first, incomplete notice goes without it
  bool of_notice = false; // speaks of the notice, not of the case
  bool many = false;      // several answers may be given

  std::vector<Path> from; // facts: all that are there (joined), or the first
  bool joined = false;
  std::vector<Choice> choices;
  std::vector<Path> of; // facts whose values have letters: all (joined), or the first there is
  std::vector<std::pair<std::string, Value>> letters;
  Value yet;                 // the letter for {unknown: ...}
  Value forever;             // the letter for {undeterminable: ...}
  std::optional<Path> count; // numbers that are added up
  std::string says;          // a sentence of the form's texts

  std::string set;     // the fact that fills it, where it is not the first that is named
  std::string command; // the command that settles it, where it is no single fact
};

struct FormGroup {
  std::string id;
  std::vector<FormField> fields;
};

// A form as data describes it: ordered groups of ordered fields.
struct Form {
  std::string name;
  std::string version; // "edpb-template@1.0"
  std::vector<std::string> recipients;
  bool is_default = false; // of several forms for one recipient, the one that is meant
  bool phased = false;     // may be given in phases (art. 33(4))
  bool asks_phase = false; // it is recorded whether it was complete
  std::string clock;       // the period within which the notice is due
  std::vector<FormGroup> groups;
};

// Throws core::Error (bug, "bad-rule") for what the grammar does not know.
Form form_from(const Value& data);

// Whether a notice to this recipient has a form; and whether it is recorded as complete or not.
bool has_form(const std::vector<Form>& forms, std::string_view recipient);
bool asks_phase(const std::vector<Form>& forms, std::string_view recipient);

// The notice that is being prepared, as far as the case does not say it.
struct Occasion {
  std::string recipient;
  std::string group; // people: one group of them
  std::string phase; // as asked for: complete, incomplete, follow_up, withdrawal; empty: derived
  std::string text;  // why it is withdrawn
  std::string why_late;
  std::string by;    // the role that gives it
  bool late = false; // its limit has passed
};

struct Circumstances {
  const Value& document;
  const Value& organisation;
  Instant now;
  const Zone& zone;
  Occasion occasion;
};

// A value as it stands in the case, and where.
struct Said {
  Value value;
  std::string path;
};

enum class FieldState { known, unknown, undeterminable, missing, not_applicable };
std::string name_of(FieldState state);

// A field with what the case says about it.
struct Filled {
  const FormField* field = nullptr;
  FieldState state = FieldState::missing;
  bool needed = false;            // visible and required
  Value value;                    // what the form takes; null: nothing
  std::vector<Said> said;         // the same in the words of the case
  std::vector<std::string> facts; // the places that it comes from
  std::string why;                // unknown, undeterminable: the reason that the case gives
  std::string ask;                // unknown: who is asked
  std::string by;                 // unknown: when to look again
  std::string open_fact;          // the place that declares it
  bool visible() const { return state != FieldState::not_applicable; }
  bool is_gap() const;
};

struct Draft {
  const Form* form = nullptr;
  std::string kind;           // new, follow_up
  std::string phase;          // complete, incomplete, withdrawal
  std::string reference;      // of the earlier notice
  std::vector<Filled> fields; // in the order of the form
  std::vector<const Filled*> gaps() const;
  const Filled* find(std::string_view id) const;
};

// Fill a form. The form must outlive the draft.
Draft draft_of(const Form& form, const Circumstances& by);

// The notices that were given to a recipient and stand: corrected ones left out.
std::vector<const Value*> notices_to(const Value& standing, const Occasion& occasion);

} // namespace core
