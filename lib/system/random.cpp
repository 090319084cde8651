// SPDX-License-Identifier: MIT
#include "system/random.hpp"

#include <array>
#include <exception>
#include <filesystem>
#include <string_view>

#include <sodium.h>

#include "core/error.hpp"
#include "system/files.hpp"

namespace sys {

std::string random_uid() {
  constexpr std::string_view k_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  if (sodium_init() < 0) {
    throw core::Error(core::Exit::failed, "no-random-source");
  }
  std::string uid;
  for (int index = 0; index < 16; ++index) {
    uid += k_alphabet[randombytes_uniform(static_cast<unsigned>(k_alphabet.size()))];
  }
  return uid;
}

namespace {

std::string hash_of(std::string_view key, std::string_view text) {
  std::array<unsigned char, crypto_generichash_BYTES> bytes{};
  std::array<char, 2 * crypto_generichash_BYTES + 1> digits{};
  crypto_generichash(bytes.data(), bytes.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     reinterpret_cast<const unsigned char*>(key.data()), key.size());
  sodium_bin2hex(digits.data(), digits.size(), bytes.data(), bytes.size());
  return digits.data();
}

// The secret that a file holds, if it is ours alone.
std::optional<std::string> secret_in(const std::string& path) {
  constexpr std::size_t k_digits = 64;
  auto text = read_file(path);
  return text && text->size() == k_digits && is_private(path) ? text : std::nullopt;
}

} // namespace

std::string digest(std::string_view text) {
  return hash_of("", text);
}

std::string keyed_digest(std::string_view key, std::string_view text) {
  return hash_of(key, text);
}

std::optional<std::string> own_secret() {
  const auto home = environment("HOME");
  const auto state = environment("XDG_STATE_HOME");
  if (!home && !state) {
    return std::nullopt;
  }
  const auto folder = state.value_or(home.value_or("") + "/.local/state");
  const std::string name = "pvtool/secret";
  if (auto secret = secret_in(folder + "/" + name)) {
    return secret;
  }
  try {
    std::filesystem::create_directories(folder);
    write_private(folder, name, digest(random_uid() + random_uid() + random_uid()));
  } catch (const std::exception&) {
    return std::nullopt;
  }
  return secret_in(folder + "/" + name);
}

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> digits{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  sodium_bin2hex(digits.data(), digits.size(), hash.data(), hash.size());
  return digits.data();
}

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back(); // the closing NUL
  return text;
}

} // namespace sys
