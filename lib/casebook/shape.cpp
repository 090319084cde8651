// SPDX-License-Identifier: MIT
#include "casebook/shape.hpp"

#include <algorithm>

namespace casebook {

std::vector<core::Finding>
shape_findings(const core::Value& root, const std::vector<std::string>& kinds,
               const std::function<const schema::Schema&(const std::string& kind)>& schema_of,
               const schema::FormatCheck& format) {
  const auto* kind = root.find("kind");
  const auto span = kind != nullptr ? kind->span : core::Span{0, 0, 1, 1};
  const auto fault = [&](std::string name, core::Arguments arguments) {
    return std::vector<core::Finding>{{core::Severity::error, std::move(name), "", span.line,
                                       span.column, std::move(arguments), ""}};
  };
  if (kind == nullptr) {
    return fault("missing-key", {{"path", ""}, {"key", "kind"}});
  }
  if (!kind->is_string() ||
      std::find(kinds.begin(), kinds.end(), kind->as_string()) == kinds.end()) {
    std::string known;
    for (const auto& name : kinds) {
      known += (known.empty() ? "" : ", ") + name;
    }
    const auto written = kind->is_list() ? "[" + kind->to_text() + "]" : kind->to_text();
    return fault("no-such-kind", {{"kind", written}, {"known", known}});
  }
  return schema_of(kind->as_string()).check(root, format);
}

} // namespace casebook
