// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "register/register.hpp"

namespace casebook {

// Make an empty register at `folder`: pvtool.yaml from templates/register/LANG.yaml,
// .gitattributes, .gitignore, a build server's workflow unless `ci` is empty, and copies of the
// schemas for editors under .pvtool/ (not committed).
// Throws core::Error (refused, "register-exists") when there is one already.
std::unique_ptr<reg::Register> make_register(const std::string& folder,
                                             const std::string& data_folder,
                                             const std::string& name, const std::string& language,
                                             const std::string& ci);

// Add a build server's workflow ("gitlab", "github": a folder of templates/ci, whose files go to
// the same place in the register) to a register, as one commit; return its id. Throws core::Error
// (refused, "file-exists") rather than write over a file.
std::string add_ci(reg::Register& reg, const std::string& data_folder, const std::string& ci);

// Bring the editors' schema copies under .pvtool/ up to date with the program's.
void copy_schemas(const std::string& root, const std::string& data_folder);

} // namespace casebook
