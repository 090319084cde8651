// SPDX-License-Identifier: MIT
#include "audit/memory.hpp"

#include <charconv>

#include <fmt/format.h>

#include "system/files.hpp"
#include "system/random.hpp"

namespace audit {

namespace {

constexpr std::string_view k_note = "audit";
constexpr std::size_t k_seal = 64;

std::string to_text(const reg::StoreMark& mark) {
  return fmt::format("{} {} {} {}\n", mark.newest, mark.count, mark.sums[0], mark.sums[1]);
}

std::int64_t newest_in(std::string_view line) {
  std::int64_t newest = 0;
  std::from_chars(line.data(), line.data() + line.size(), newest);
  return newest;
}

} // namespace

Memory::Memory(reg::Register& reg, const reg::Past& past, std::string grounds)
    : m_reg(reg), m_past(past), m_grounds(sys::program_mark() + grounds + reg.root()),
      m_secret(sys::own_secret()), m_mark(past.mark()) {}

std::string Memory::sealed(const std::string& body) const {
  return sys::keyed_digest(*m_secret, m_grounds + '\n' + body);
}

// A seal, the mark of the object store in one line, and the ledger.
std::optional<Ledger> Memory::found() const {
  const auto note = m_reg.note(k_note);
  if (!note || !m_secret || !m_mark || note->size() <= k_seal) {
    return std::nullopt;
  }
  const auto body = note->substr(k_seal);
  const auto line = std::string_view(body).substr(0, body.find('\n') + 1);
  if (note->substr(0, k_seal) != sealed(body)) {
    return std::nullopt;
  }
  const auto newest = newest_in(line);
  const auto mark = newest == m_mark->newest ? m_mark : m_past.mark(newest);
  if (!mark || to_text(*mark) != line) {
    return std::nullopt;
  }
  return ledger_from(std::string_view(body).substr(line.size()));
}

void Memory::keep(const Ledger& ledger) {
  if (m_secret && m_mark && m_mark->settled) {
    const auto body = to_text(*m_mark) + audit::to_text(ledger);
    m_reg.keep_note(k_note, sealed(body) + body);
  }
}

} // namespace audit
