// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace core {

// What a placeholder in a text stands for: {"earlier", "times.aware"}.
using Arguments = std::vector<std::pair<std::string, std::string>>;

// error: the file is wrong and no command writes on top of it.
// warning: the file is right, but something is missing, open or late.
// note: worth knowing; changes no exit code.
enum class Severity { error, warning, note };

// Something that pvtool has to say about a file. `name` is stable and the key
// of its texts (message, hint, explain) in every language. `file` is relative
// to the register, or as the user named it; empty when no file is meant.
struct Finding {
  Severity severity = Severity::error;
  std::string name;
  std::string file;
  int line = 0; // from 1; 0 = the file as a whole
  int column = 0;
  Arguments arguments;
  std::string excerpt = {}; // the line that it points to, where the text was at hand
  // An error about what was done, and done wrongly: it is true all the same and may be recorded. It
  // stays red until it is mended, and a case is not closed with it; no other command is refused.
  bool of_deed = false;
};

// Sort by file, line, column and name, and drop exact repetitions.
void sort(std::vector<Finding>& findings);

// Errors that no command writes on top of: those of deeds are left out.
bool stops_writing(const Finding& finding);
bool has_errors(const std::vector<Finding>& findings);

// "error", "warning" or "note": English, for JSON and for colour; the word shown to
// a person comes from the texts.
std::string name_of(Severity severity);

} // namespace core
