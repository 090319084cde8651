// SPDX-License-Identifier: MIT
#include "core/dated.hpp"

#include <fmt/format.h>

#include "core/grammar.hpp"

namespace core {

std::string Dated::versioned() const {
  return fmt::format("{}@{}", id, version);
}

bool Dated::in_force(const Date& day) const {
  return valid_from <= day && (!valid_to || day <= *valid_to);
}

Dated dated_from(const Value& data) {
  Dated dated;
  dated.id = data.text("id");
  const auto* version = data.find("version");
  const auto from = parsed_date(data.text("valid_from"));
  dated.valid_to = parsed_date(data.text("valid_to"));
  if (dated.id.empty() || version == nullptr || !version->is_integer() || !from ||
      (data.find("valid_to") != nullptr && !dated.valid_to)) {
    bad_rule(data, "id, version and the days on which it is valid are needed");
  }
  dated.version = static_cast<int>(version->as_integer());
  dated.valid_from = *from;
  dated.source = data.text("source");
  dated.status = data.text("status");
  dated.basis = data.text("basis");
  return dated;
}

} // namespace core
