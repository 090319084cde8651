// SPDX-License-Identifier: MIT
#include "audit/letter_code.hpp"

#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "system/random.hpp"

namespace audit {

std::string letter_code(const Lettered& document) {
  constexpr std::string_view k_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const auto hex = sys::sha256(fmt::format("pvtool letter 1\n{}\n{}\n{}@{}\n{}\n{}\n", document.uid,
                                           document.number + 1, document.name, document.version,
                                           document.language, document.commit));
  std::uint64_t bits = 0;
  std::from_chars(hex.data(), hex.data() + 16, bits, 16);
  std::string code;
  for (int at = 0; at < 10; ++at) {
    code += at == 5 ? "-" : "";
    code += k_alphabet[(bits >> (59 - 5 * at)) & 31U];
  }
  return code;
}

std::string letter_code(const std::string& uid, const core::List& documents, std::size_t index) {
  const auto& entry = documents[index];
  // An entry that corrects another speaks of the same document.
  const auto* corrects = entry.find("corrects");
  auto number = index;
  while (corrects != nullptr && corrects->is_integer() && corrects->as_integer() >= 0 &&
         static_cast<std::size_t>(corrects->as_integer()) < number) {
    number = static_cast<std::size_t>(corrects->as_integer());
    corrects = documents[number].find("corrects");
  }
  const auto* version = entry.find("version");
  return letter_code({uid, number, entry.text("template"),
                      version != nullptr && version->is_integer() ? version->as_integer() : 0,
                      entry.text("language"), entry.text("commit")});
}

} // namespace audit
