// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "audit/ledger.hpp"
#include "register/past.hpp"
#include "register/register.hpp"

// What an earlier run found, in a note inside .git. It is believed only when all of this holds:
//   - it is sealed with a secret that lies in the home of the user (sys::own_secret): whoever can
//     write to .git alone cannot forge it, and that of another clone, user or machine is none;
//   - the program, its kinds and the user's OpenPGP keyring are the same;
//   - no file of the object store that was there has another content, place or time of change: a
//     content that was put in another's place afterwards is read again, and found;
//   - the history goes straight on from the commit that it speaks of.
// Else everything is verified anew. Who can write to the user's home can forge it, and could
// replace the program as well: --from-scratch asks for no memory.
namespace audit {

class Memory {
public:
  // `grounds` is all that a judgement rests on beside the history.
  Memory(reg::Register& reg, const reg::Past& past, std::string grounds);

  std::optional<Ledger> found() const;
  void keep(const Ledger& ledger);

private:
  std::string sealed(const std::string& body) const;

  reg::Register& m_reg;
  const reg::Past& m_past;
  std::string m_grounds;
  std::optional<std::string> m_secret;
  std::optional<reg::StoreMark> m_mark; // taken before anything is read
};

} // namespace audit
