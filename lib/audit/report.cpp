// SPDX-License-Identifier: MIT
#include "audit/report.hpp"

namespace audit {

std::string name_of(Question question) {
  constexpr std::array k_names = {"unedited", "uncut", "complete", "who", "when"};
  return k_names[static_cast<std::size_t>(question)];
}

std::string name_of(Verdict verdict) {
  constexpr std::array k_names = {"yes", "no", "cannot_tell", "not_asked"};
  return k_names[static_cast<std::size_t>(verdict)];
}

} // namespace audit
