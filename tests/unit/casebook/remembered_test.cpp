// SPDX-License-Identifier: MIT
// What is remembered is what reading everything would say, whatever has happened meanwhile.
#include "casebook/remembered.hpp"

#include <filesystem>
#include <fstream>
#include <random>

#include <fmt/format.h>

#include "passing.hpp"
#include "shelf.hpp"
#include "system/files.hpp"

namespace {

namespace fs = std::filesystem;

// One register for several books, one after the other, as for several runs of the program.
class Shared final : public test::Passing {
public:
  explicit Shared(const reg::Files& files)
      : Passing(&m_inner),
        m_inner(files, [] { return core::parsed_time("2026-10-05T15:00:00Z")->instant; }) {}
  reg::MemoryRegister& inner() { return m_inner; }
  bool blind = false; // the stamps do not show a change
  std::size_t reads = 0;

  std::vector<reg::Stamped> stamps(std::string_view folder) const override {
    auto files = Passing::stamps(folder);
    for (auto& file : files) {
      file.stamp = blind ? reg::Stamp{} : file.stamp;
    }
    return files;
  }

private:
  reg::MemoryRegister m_inner;
};

// What a book holds of it.
class View final : public test::Passing {
public:
  explicit View(Shared& shared) : Passing(&shared), m_shared(shared) {}
  std::optional<std::string> working(std::string_view path) const override {
    ++m_shared.reads;
    return Passing::working(path);
  }

private:
  Shared& m_shared;
};

// A kind of one's own with a period that stands still while an answer is waited for.
class OwnKinds {
public:
  OwnKinds()
      : m_path(fs::temp_directory_path() / fmt::format("pvtool-kinds-{}", std::random_device{}())) {
    fs::copy(PVTOOL_SOURCE "/tests/data/kinds", m_path, fs::copy_options::recursive);
    write(10);
  }
  ~OwnKinds() { fs::remove_all(m_path); }
  OwnKinds(const OwnKinds&) = delete;
  OwnKinds& operator=(const OwnKinds&) = delete;
  std::string path() const { return m_path.string(); }
  void write(int days) const {
    auto text = *sys::read_file(PVTOOL_SOURCE "/tests/data/kinds/loan/kind.yaml");
    const auto at = text.find("steps:\n");
    text.insert(at, fmt::format(R"(  - id: loan.answer
    version: 1
    valid_from: 2020-01-01
    source: house rule 4
    status: ours
    basis: house
    when: {{not: {{fact: x_asleep, after: now}}}}
    from: x_asked
    period: {{days: {}}}
    roll: true
    suspended: {{list: x_pauses, from: entry.asked, to: entry.answered, source: s,
      by_policy: {{fact: x_asked, exists: true}}}}
    until: x_answered

)",
                                days));
    std::ofstream(m_path / "loan" / "kind.yaml") << text;
  }

private:
  fs::path m_path;
};

std::string said(const std::optional<core::Instant>& time) {
  return time ? std::to_string(time->time_since_epoch().count()) : "-";
}

// All that a list of clocks says.
std::string told(const casebook::Dues& dues) {
  std::string all = dues.undecided ? "undecided\n" : "";
  for (const auto& one : dues.all) {
    all += fmt::format(
        "{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}{}{}{}{}|{}|{}|{}|{}|{}|{}:{}\n", one.id, one.uid,
        one.kind, one.path, one.title, one.owner, one.rule, one.version, one.source, one.entry,
        one.what, core::name_of(one.state), one.provisional, one.at_once, one.is_target,
        one.is_house, one.not_counted, one.from_path, said(one.from), said(one.due),
        one.due_day ? core::to_text(*one.due_day) : "-", said(one.done), one.line, one.column);
  }
  for (const auto& one : dues.findings) {
    all += fmt::format("{} {} {}:{}:{} {}\n", core::name_of(one.severity), one.name, one.file,
                       one.line, one.column, one.excerpt);
    for (const auto& [name, value] : one.arguments) {
      all += "  " + name + "=" + value + "\n";
    }
  }
  return all;
}

core::Instant instant(const std::string& text) {
  return core::parsed_time(text)->instant;
}

const auto k_quiet = [](std::size_t, std::size_t) {};

struct World {
  OwnKinds kinds;
  Shared shared;
  explicit World(reg::Files files) : shared(std::move(with_organisation(files))) {}

  static reg::Files& with_organisation(reg::Files& files) {
    files.try_emplace("pvtool.yaml", test::k_organisation);
    return files;
  }

  // What one run of the program says; `judged` is --now.
  std::string run(core::Instant clock, std::optional<core::Instant> judged, bool remembers) {
    shared.reads = 0;
    casebook::Book book(std::make_unique<View>(shared),
                        casebook::Kinds(PVTOOL_SOURCE "/schemas", kinds.path()), clock);
    if (judged) {
      book.judge_by(*judged, "then");
    }
    return told(remembers ? casebook::all_dues(book, false, k_quiet)
                          : casebook::read_dues(book, false, k_quiet));
  }
};

std::string loan(const std::string& id, const std::string& more) {
  return fmt::format("kind: loan\nformat: 1\nid: {}\nuid: 01JC8ZK5Q3WK{}\ntitle: An atlas\n"
                     "status: open\nreceived: 2026-10-01T10:00:00+02:00\n{}",
                     id, id.substr(0, 4), more);
}

const std::string k_aware = "times:\n  discovered: 2026-10-05T14:10:00+02:00\n  aware: "
                            "2026-10-05T14:37:00+02:00\n";

// What a case may hold; some of it is wrong, closed, in the future, or waits for a day.
std::string text_of(const std::string& id, int which) {
  using test::case_text;
  const auto replaced = [](std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
  };
  const std::string closed_end = "closing: {at: 2026-10-20T10:00:00+02:00, outcome: handled, "
                                 "reason: done, decided_by: leader}\n";
  const std::string notified = "notifications:\n  - {at: 2026-10-06T10:00:00+02:00, recipient: "
                               "authority, phase: complete}\n";
  switch (which) {
  case 0:
    return case_text(id, k_aware);
  case 1:
    return case_text(id, k_aware + notified);
  case 2:
    return replaced(case_text(id, k_aware + notified + closed_end), "open", "closed");
  case 3:
    return case_text(id, "times:\n  discovered: 2026-10-05T14:10:00+02:00\n  aware: {unknown: the "
                         "manager is asked, by: 2026-10-07}\n");
  case 4:
    return case_text(id, k_aware + "actions:\n  - {text: Two people, due: 2026-10-10}\n  - {text: "
                                   "Check, due: 2026-10-12, done: 2026-10-11}\n");
  case 5:
    return case_text(id, "title: [\n");
  case 6:
    return case_text(id, "times:\n  aware: 2026-10-15T14:37:00+02:00\n"); // may be the future
  case 7:
    return replaced(case_text(id, k_aware), "2026-10-05T14:50", "2026-10-12T14:50");
  case 8:
    return case_text(id);
  case 9:
    return loan(id, "back_by: 2026-10-17\n");
  case 10:
    return loan(id, "x_asked: 2026-10-01\nx_pauses:\n  - {asked: 2026-10-03}\n");
  case 11:
    return loan(id, "x_asked: 2026-10-01\nx_asleep: 2026-10-09T12:00:00+02:00\n");
  case 12:
    return loan(id, "x_asked: 2026-10-20\nx_pauses:\n  - {asked: 2026-10-22}\n"); // clocks change
  case 13:
    return case_text("2026-9999", k_aware);
  default:
    return case_text(id, k_aware + "owner: Head of the home service\n");
  }
}
constexpr int k_texts = 15;

const std::vector<std::string> k_ids = {"2026-0001", "2026-0002", "2026-0003", "2026-0004",
                                        "2026-0005"};

class Luck {
public:
  explicit Luck(unsigned seed) : m_engine(seed) {}
  int below(int most) { return std::uniform_int_distribution<>(0, most - 1)(m_engine); }
  const std::string& id() { return k_ids[static_cast<std::size_t>(below(5))]; }
  core::Instant moment() {
    // Close to what the texts name, to the second, and anywhere.
    const char* const named[] = {
        "2026-10-07T22:00:00Z", "2026-10-08T12:37:00Z", "2026-10-10T22:00:00Z",
        "2026-10-12T12:50:00Z", "2026-10-15T12:37:00Z", "2026-10-17T22:00:00Z",
        "2026-10-09T10:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"};
    const auto near = instant(named[below(9)]) + std::chrono::seconds(below(5) - 2);
    return below(3) > 0
               ? near
               : instant("2026-10-05T00:00:00Z") + std::chrono::minutes(below(24 * 60 * 25));
  }

private:
  std::mt19937 m_engine;
};

void commit(reg::MemoryRegister& inner, const std::string& path,
            const std::optional<std::string>& text) {
  reg::Change change{"other: change", {}, {{path, text}}};
  inner.commit(change, inner.head());
}

void happen(World& world, Luck& luck) {
  auto& inner = world.shared.inner();
  const auto& id = luck.id();
  const auto path = casebook::path_from(id);
  const auto text = text_of(id, luck.below(k_texts));
  switch (luck.below(12)) {
  case 0:
    inner.edit(path, luck.below(4) > 0 ? std::optional(text) : std::nullopt);
    break;
  case 1:
  case 2:
  case 3:
    commit(inner, path, text);
    break;
  case 4: { // the head has another text than the working tree had, and has again
    const auto old = inner.working(path);
    commit(inner, path, text);
    inner.edit(path, old);
    break;
  }
  case 5:
    inner.edit("cases/2026/notes.yaml", luck.below(2) > 0 ? std::optional(text) : std::nullopt);
    break;
  case 6: {
    std::string own = test::k_organisation;
    const std::string more[] = {"", "policies: {targets: {follow_up: {days: 3}}}\n"};
    own += more[luck.below(2)];
    const std::string from = luck.below(3) == 0 ? "calendar: \"no\"" : "Example";
    own.replace(own.find(from), from.size(), from == "Example" ? "Other" : "calendar: zz");
    inner.edit("pvtool.yaml", luck.below(2) > 0 ? own : std::string(test::k_organisation));
    break;
  }
  case 7:
    world.kinds.write(luck.below(2) > 0 ? 10 : 14);
    break;
  case 8:
    if (auto note = inner.note(casebook::k_dues_note); note && !note->empty()) {
      const auto at = static_cast<std::size_t>(luck.below(static_cast<int>(note->size())));
      luck.below(2) > 0 ? note->resize(at) : void((*note)[at] = static_cast<char>((*note)[at] ^ 4));
      inner.keep_note(casebook::k_dues_note, *note);
    }
    break;
  default:
    break; // time passes
  }
}

// Under the sanitizers each run takes forty times as long.
#if defined(__SANITIZE_ADDRESS__)
constexpr unsigned k_seeds = 2;
#else
constexpr unsigned k_seeds = 6;
#endif

// How many of `steps` runs did not say what reading everything says.
int differences(unsigned seed, int steps, bool blind) {
  Luck luck(seed);
  World world(reg::Files{{casebook::path_from("2026-0001"), text_of("2026-0001", 0)}});
  world.shared.blind = blind;
  int wrong = 0;
  for (int step = 0; step < steps; ++step) {
    happen(world, luck);
    const auto clock = luck.moment();
    const auto judged = luck.below(3) == 0 ? std::optional(luck.moment()) : std::nullopt;
    const auto expected = world.run(clock, judged, false);
    const auto remembered = world.run(clock, judged, true);
    if (!blind) {
      CAPTURE(seed);
      CAPTURE(step);
      CHECK(remembered == expected);
    }
    wrong += remembered == expected ? 0 : 1;
  }
  return wrong;
}

} // namespace

TEST_CASE("what is remembered is what reading everything says") {
  for (unsigned seed = 1; seed <= k_seeds; ++seed) {
    differences(seed, 60, false);
  }
}

TEST_CASE("the comparison can fail: stamps that do not show a change are found out") {
  int wrong = 0;
  for (unsigned seed = 1; seed <= k_seeds; ++seed) {
    wrong += differences(seed, 60, true);
  }
  CHECK(wrong > 0);
}

TEST_CASE("a run after which nothing changed reads no case again") {
  reg::Files files;
  for (const auto& id : k_ids) {
    files[casebook::path_from(id)] = text_of(id, 0);
  }
  World world(files);
  const auto clock = instant("2026-10-06T12:00:00Z");
  const auto first = world.run(clock, {}, true);
  CHECK(world.shared.reads == 2 + k_ids.size()); // pvtool.yaml twice
  CHECK(world.run(clock + std::chrono::hours(1), {}, true) == first);
  CHECK(world.shared.reads == 2); // pvtool.yaml, and one case of each folder
  commit(world.shared.inner(), casebook::path_from("2026-0002"), text_of("2026-0002", 4));
  CHECK(world.run(clock, {}, true) != first);
  CHECK(world.shared.reads == 3);
}

TEST_CASE("a judgement at another moment does not push out what is remembered for the clock's") {
  World world(reg::Files{{casebook::path_from("2026-0001"), text_of("2026-0001", 0)}});
  const auto clock = instant("2026-10-06T12:00:00Z");
  const auto now = world.run(clock, {}, true);
  const auto note = world.shared.note(casebook::k_dues_note);
  CHECK(world.run(clock, clock + std::chrono::hours(240), true) != now);
  CHECK(world.shared.note(casebook::k_dues_note) == note);
}

TEST_CASE("a note of other grounds is not believed") {
  World world(reg::Files{{casebook::path_from("2026-0001"), text_of("2026-0001", 0)}});
  const auto clock = instant("2026-10-06T12:00:00Z");
  const auto true_answer = world.run(clock, {}, true);
  const auto note = world.shared.note(casebook::k_dues_note).value();
  auto reader = casebook::NoteReader::of(note).value();
  const auto one = reader.next().value();
  REQUIRE(one.lasts);
  // The same case with nothing due.
  casebook::OfCase nothing;
  nothing.lasts = true;
  const auto planted = casebook::record_of(one.path, one.stamp, nothing);
  auto head = reader.head();
  const auto plant = [&] {
    world.shared.keep_note(casebook::k_dues_note, casebook::note_from(head, {planted}));
    return world.run(clock, {}, true);
  };
  CHECK(plant() !=
        true_answer); // a lie that fits is believed: so the others are seen to be refused
  head.grounds += ' ';
  CHECK(plant() == true_answer);
  head = reader.head();
  head.head = std::string(40, '1');
  CHECK(plant() == true_answer);
}
