// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Signatures by ssh-keygen and gpg, as git makes them and checks them.
namespace sys {

// The armoured signature of a text. `format` is "ssh" or "openpgp"; `key` is what user.signingkey
// says (for ssh a file, or the public key itself, whose other half an agent holds); `program` may
// be empty. Nobody is asked for a passphrase in the terminal: an agent or the user's own askpass
// does that. Throws core::Error: signing-no-key-file (refused, {key}), signing-program-missing
// (failed, {program, package}) and signing-failed (failed, {program, reason}).
std::string signature_of(const std::string& format, const std::string& key,
                         const std::string& program, const std::string& text);

// How a signature stands to those who may sign.
struct SignatureCheck {
  enum class State {
    good,         // by one of them, in the committer's name
    stranger,     // right, by a key that may not sign in this name
    bad,          // it does not belong to this text, is older than it, or its key was no good
    cannot_check, // the program or the key is missing
  };
  State state = State::bad;
  std::string reason;         // what the program said
  std::int64_t signed_at = 0; // seconds since 1970, where a good signature says it
};

// `allowed` is a file in git's format of allowed signers; a line `# openpgp FINGERPRINT EMAIL` in
// it, a comment to ssh-keygen, allows an OpenPGP key, whose public half must stand in the user's
// own keyring. `seconds` is the time of the commit, for keys that are valid for some time only.
SignatureCheck checked_signature(const std::string& signature, const std::string& text,
                                 const std::string& allowed, const std::string& email,
                                 std::int64_t seconds);

// Changes with the user's OpenPGP keyring: what was a good signature may be one of a revoked key.
std::string keyring_mark();

} // namespace sys
