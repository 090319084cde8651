// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "register/register.hpp"

namespace casebook {

// What a new register is made of.
struct Founding {
  std::string folder;
  std::string data_folder;
  std::string organisation; // the text of its pvtool.yaml
  std::string ci;           // a build server, or empty
  std::optional<reg::Author> author = {};
};

// Make an empty register: pvtool.yaml, .gitattributes, .gitignore, a build server's workflow, and
// copies of the schemas for editors under .pvtool/ (not committed).
// Throws core::Error (refused, "register-exists") when there is one already.
std::unique_ptr<reg::Register> make_register(const Founding& founding);

// Add a build server's workflow ("gitlab", "github": a folder of templates/ci, whose files go to
// the same place in the register) to a register, as one commit; return its id. Throws core::Error
// (refused, "file-exists") rather than write over a file.
std::string add_ci(reg::Register& reg, const std::string& data_folder, const std::string& ci);

// Bring the editors' schema copies under .pvtool/ up to date with the program's.
void copy_schemas(const std::string& root, const std::string& data_folder);

} // namespace casebook
