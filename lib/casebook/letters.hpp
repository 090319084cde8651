// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casebook/kinds.hpp"
#include "core/finding.hpp"
#include "letters/template.hpp"
#include "schema/schema.hpp"

namespace casebook {

// The languages that every template stands in.
inline constexpr std::string_view k_languages[] = {"nb", "nn", "en"};

// A template as a list shows it.
struct Listed {
  std::string kind;
  std::string name;
  std::vector<std::string> languages; // in the order of k_languages
  bool is_own = false;                // the register's
};

// The templates of letters, reports and forms: the program's, and a register's own, which come
// first.
class Letters {
public:
  // `data_folder` holds schemas/ and templates/; `own_root` is the register's root, or empty. The
  // kinds must outlive it.
  Letters(std::string data_folder, std::string own_root, const Kinds& kinds);

  // All templates by kind and name.
  const std::vector<Listed>& all() const { return m_all; }
  // The kind that has a template of this name that needs no case, or an empty text.
  std::string kind_of_blank(std::string_view name) const;

  // Throws core::Error: usage "unknown-letter" ({template, kind, near, known}), usage
  // "letter-without-language" ({template, language, known}), findings "template-faulty" ({path})
  // with the findings where a register's own cannot be used.
  letters::Template find(const std::string& kind, const std::string& name,
                         const std::string& language) const;

  // The templates of a kind by which a recipient is told, as `notify record` names it.
  std::vector<std::string> names_for(const std::string& kind, std::string_view recipient) const;

  // What is wrong with the register's own templates: their front matter against letter.schema.json,
  // their tags, names that there are not, holes (template-hole), languages that are missing or
  // differ, and what takes the place of one of the program's and asks for less. Sorted, `file`
  // relative to the register.
  std::vector<core::Finding> judge_own() const;
  // The same of the program's own, for its tests.
  std::vector<core::Finding> judge_all() const;

private:
  struct Source {
    std::string path;  // absolute
    std::string shown; // as findings name it
    bool is_own = false;
  };
  Source source_of(const std::string& kind, const std::string& name,
                   const std::string& language) const;
  letters::Template read(const Source& source, const std::string& kind,
                         std::vector<core::Finding>& findings) const;
  std::vector<core::Finding> judge(bool with_program) const;
  void judge_one(const Listed& listed, std::vector<core::Finding>& findings) const;
  void compare_languages(const std::vector<letters::Template>& all,
                         std::vector<core::Finding>& findings) const;
  void compare_with_program(const letters::Template& own,
                            std::vector<core::Finding>& findings) const;
  void list(const std::string& root, bool is_own);

  std::string m_data_folder;
  std::string m_own_root;
  const Kinds& m_kinds;
  std::vector<Listed> m_all;
};

} // namespace casebook
