// SPDX-License-Identifier: MIT
#include "shelf.hpp"

#include <fmt/format.h>

#include "passing.hpp"

namespace test {

const char* const k_organisation = R"(format: 1
organisation: {name: Example, sector: public}
language: en
time_zone: Europe/Oslo
calendar: "no"
roles:
  leader: {title: Head, is: controller, holder: Municipal director, deputies: [Head of staff]}
  dpo: {title: Data protection officer, is: dpo, holder: vacant}
decide: [leader]
send_to_authority: [leader]
)";

std::string case_text(const std::string& id, const std::string& more) {
  return fmt::format(
      "kind: breach\nformat: 1\nid: {}\nuid: 01JC8ZK5Q3W{}\ntitle: A letter gone astray\n"
      "status: open\nreceived: 2026-10-05T14:50:00+02:00\n{}",
      id, id.substr(0, 4) + id.substr(id.size() - 1), more);
}

// A register that shows the head it last looked at, as git's does, and that others write to.
class Shelf::Busy final : public Passing {
public:
  explicit Busy(const reg::Files& files)
      : Passing(&m_inner),
        m_inner(files, [] { return core::parsed_time("2026-10-05T15:00:00Z")->instant; }),
        m_head(m_inner.head()) {}

  reg::MemoryRegister& inner() { return m_inner; }
  const reg::MemoryRegister& inner() const { return m_inner; }
  void interrupt(int times, const std::string& path, const std::string& text) {
    m_times = times;
    m_path = path;
    m_text = text;
  }

  std::string head() const override { return m_head; }
  std::string commit(const reg::Change& change, const std::string& expected) override {
    if (m_times > 0) {
      --m_times;
      const auto text = fmt::format("{}# {}\n", m_text, m_times);
      m_inner.commit({"other: change", {}, {{m_path, text}}}, m_inner.head());
    }
    try {
      m_head = m_inner.commit(change, expected);
    } catch (const core::Error&) {
      m_head = m_inner.head(); // on moved-meanwhile the register shows the head of now
      throw;
    }
    return m_head;
  }

private:
  reg::MemoryRegister m_inner;
  std::string m_head;
  int m_times = 0;
  std::string m_path;
  std::string m_text;
};

Shelf::Shelf(const reg::Files& files, const std::string& own_kinds, const std::string& now) {
  auto all = files;
  all.try_emplace("pvtool.yaml", k_organisation);
  auto made = std::make_unique<Busy>(all);
  m_register = made.get();
  m_book = std::make_unique<casebook::Book>(std::move(made),
                                            casebook::Kinds(PVTOOL_SOURCE "/schemas", own_kinds),
                                            core::parsed_time(now)->instant);
}

void Shelf::edit(const std::string& path, const std::optional<std::string>& text) {
  m_register->inner().edit(path, text);
}

std::string Shelf::working(const std::string& path) const {
  return m_register->working(path).value_or("");
}

std::string Shelf::committed(const std::string& path) const {
  return m_register->committed(path).value_or("");
}

std::vector<std::string> Shelf::log(std::size_t most) const {
  std::vector<std::string> all;
  for (const auto& entry : m_register->history("", most)) {
    auto line = entry.subject + " |";
    for (const auto& trailer : entry.trailers) {
      line += " " + trailer.key + ": " + trailer.value + ";";
    }
    all.push_back(line);
  }
  return all;
}

std::size_t Shelf::commits() const {
  return log().size();
}

void Shelf::interrupt(int times, const std::string& path, const std::string& text) {
  m_register->interrupt(times, path, text);
}

std::string names(const std::vector<core::Finding>& findings) {
  std::string all;
  for (const auto& one : findings) {
    all += fmt::format("{}{}:{}", all.empty() ? "" : " ", one.name, one.line);
  }
  return all;
}

std::string argument(const core::Arguments& arguments, std::string_view name) {
  for (const auto& [key, value] : arguments) {
    if (key == name) {
      return value;
    }
  }
  return "";
}

} // namespace test
