// SPDX-License-Identifier: MIT
#include "yaml/generator.hpp"

#include <algorithm>
#include <limits>

namespace sample {

namespace {

using core::List;
using core::Map;
using core::Value;

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(count), ' ');
}

struct Scalar {
  std::string text;
  Value value;
};

std::string word(Dice& dice) {
  static const std::vector<std::string> words = {"vedtak", "blå", "sendt", "x",    "it's", "a:b",
                                                 "x#y",    "æ",   "feil",  "1,5b", "日本", "no_"};
  return dice.of(words);
}

std::string words(Dice& dice) {
  auto text = word(dice);
  for (int i = dice.below(3); i > 0; --i) {
    text += " " + word(dice);
  }
  return text;
}

// Scalars that may stand anywhere, flow collections too.
Scalar simple_scalar(Dice& dice) {
  static const std::vector<Scalar> table = {
      {"12", 12},
      {"012", 12},
      {"0x1F", 31},
      {"0o17", 15},
      {"-3", -3},
      {"+4", 4},
      {"1.5", 1.5},
      {".5", .5},
      {"1e3", 1000.0},
      {"true", true},
      {"FALSE", false},
      {"~", {}},
      {"null", {}},
      {"no", "no"},
      {"on", "on"},
      {"1_000", "1_000"},
      {"2026-10-05", "2026-10-05"},
      {"2026-10-05T14:37:00+02:00", "2026-10-05T14:37:00+02:00"},
      {"2026-0007", "2026-0007"},
      {"https://x.no/a#b", "https://x.no/a#b"},
      {"''", ""},
      {"\"\"", ""},
      {"'12'", "12"},
      {"\"true\"", "true"},
      {"'it''s # no'", "it's # no"},
      {"\"a\\n\\tb \\u00e6\\x41\\\"\"", "a\n\tb æA\""},
      {"'a, [b]: {c}'", "a, [b]: {c}"},
      {"\"tab\there\"", "tab\there"},
      {"'- x'", "- x"},
      {"' '", " "},
      {"-x", "-x"},
      {"a-b", "a-b"},
      {".inf", std::numeric_limits<double>::infinity()},
  };
  if (dice.one_in(3)) {
    auto text = word(dice);
    std::erase(text, ',');
    return {text, text};
  }
  return dice.of(table);
}

class Writer {
public:
  explicit Writer(Dice& dice) : m_dice(dice) {}

  Document run() {
    Document result;
    header();
    result.value = map(0, 0);
    std::string line_break = m_dice.one_in(4) ? "\r\n" : "\n";
    const bool has_footer = m_dice.one_in(4);
    if (has_footer) {
      // Behind a kept text block a blank line would be content.
      m_lines.push_back(m_dice.one_in(3) ? "..." : "# end");
      m_block = Block::none;
    }
    std::string text = m_dice.one_in(8) ? "\xEF\xBB\xBF" : "";
    for (const auto& line : m_lines) {
      text += line + line_break;
    }
    if (m_dice.one_in(4) && m_block != Block::kept) {
      text.erase(text.size() - line_break.size());
      if (m_block == Block::clipped) {
        result.value = without_last_break(result.value);
      }
    }
    result.text = std::move(text);
    result.is_odd = m_is_odd;
    return result;
  }

private:
  enum class Block { none, stripped, clipped, kept };

  // The value without the line break at the end of its last scalar.
  static Value without_last_break(const Value& value) {
    if (value.is_map()) {
      auto map = value.as_map();
      map.back().value = without_last_break(map.back().value);
      return map;
    }
    if (value.is_list()) {
      auto list = value.as_list();
      list.back() = without_last_break(list.back());
      return list;
    }
    return value.as_string().substr(0, value.as_string().size() - 1);
  }

  void header() {
    switch (m_dice.below(8)) {
    case 0:
      m_lines.push_back("# yaml-language-server: $schema=x");
      break;
    case 1:
      m_lines.push_back("---");
      break;
    case 2:
      m_lines.push_back("%YAML 1.2");
      m_lines.push_back("--- # start");
      break;
    default:
      break;
    }
  }

  void gap(int column) {
    if (m_dice.one_in(8)) {
      m_lines.push_back("");
    }
    if (m_dice.one_in(6)) {
      m_lines.push_back(spaces(column) + "# kommentar: æ - {x");
    }
  }

  // Blank lines and comments may follow anything but a kept text block, whose content they
  // would become.
  void gap_before_entry(int column) {
    if (m_block == Block::kept) {
      m_block = Block::none;
      return;
    }
    m_block = Block::none;
    gap(column);
  }

  std::string trailing() { return m_dice.one_in(5) ? "  # merknad 'x" : ""; }

  std::string written_key(std::string& key) {
    if (m_dice.one_in(10)) {
      return "\"" + key + "\"";
    }
    return m_dice.one_in(12) ? "'" + key + "'" : key;
  }

  Value map(int column, int depth) { return map_after(spaces(column), column, depth); }

  // `first` stands before the first key: spaces, or dashes.
  Value map_after(std::string first, int column, int depth) {
    Map result;
    const int count = 1 + m_dice.below(depth == 0 ? 5 : 3);
    for (int i = 0; i < count; ++i) {
      auto name = key(m_dice) + (i == 0 ? "" : std::to_string(i));
      if (i > 0) {
        gap_before_entry(column);
      }
      const auto start = i == 0 ? first : spaces(column);
      if (m_dice.one_in(40)) {
        m_lines.push_back(start + "? " + written_key(name));
        m_lines.push_back(spaces(column) + ":");
      } else {
        m_lines.push_back(start + written_key(name) + ":");
      }
      result.push_back({name, member(column, depth), {}});
    }
    return result;
  }

  // The value behind the colon or dash that the last line ends with.
  Value member(int column, int depth) {
    if (depth < 4 && m_dice.one_in(depth < 2 ? 3 : 6)) {
      const bool is_map = m_dice.one_in(2);
      m_lines.back() += trailing();
      const int deeper = column + (is_map ? 1 + m_dice.below(4) : m_dice.below(4));
      gap(column);
      return is_map ? map(deeper, depth + 1) : list(deeper, depth + 1);
    }
    return leaf(column, depth);
  }

  Value list(int column, int depth) { return list_after(spaces(column), column, depth); }

  Value list_after(std::string first, int column, int depth) {
    List result;
    const int count = 1 + m_dice.below(3);
    for (int i = 0; i < count; ++i) {
      if (i > 0) {
        gap_before_entry(column);
      }
      const auto start = (i == 0 ? first : spaces(column)) + "-";
      const int wide = 1 + m_dice.below(10) / 8;
      const int kind = depth < 4 ? m_dice.below(6) : 5;
      if (kind == 0) {
        result.push_back(map_after(start + spaces(wide), column + 1 + wide, depth + 1));
      } else if (kind == 1 && m_dice.one_in(3)) {
        result.push_back(list_after(start + spaces(wide), column + 1 + wide, depth + 1));
      } else if (kind == 2 && m_dice.one_in(3)) {
        m_lines.push_back(start + trailing());
        result.push_back(map(column + 1 + m_dice.below(3), depth + 1));
      } else {
        m_lines.push_back(start);
        result.push_back(leaf(column, depth));
      }
    }
    return result;
  }

  // A scalar or flow collection; the last line ends with a colon or a dash in `column` or
  // behind it.
  Value leaf(int column, int depth) {
    m_block = Block::none;
    auto& line = m_lines.back();
    const auto gap_width = spaces(1 + m_dice.below(10) / 8);
    switch (m_dice.below(12)) {
    case 0:
      line += trailing();
      return {};
    case 1:
      return block_scalar(column);
    case 2:
      return folded_lines(column, "", "");
    case 3:
      return folded_lines(column, "\"", "\"");
    case 4: {
      const auto text = words(m_dice);
      line += gap_width + text + trailing();
      return text;
    }
    case 5:
    case 6:
      line += gap_width;
      return flow(column, depth);
    case 7: {
      // On a line of its own.
      const auto scalar = simple_scalar(m_dice);
      line += trailing();
      m_lines.push_back(spaces(column + 1 + m_dice.below(3)) + scalar.text + trailing());
      return scalar.value;
    }
    default: {
      const auto scalar = simple_scalar(m_dice);
      line += gap_width + scalar.text + trailing();
      return scalar.value;
    }
    }
  }

  // A plain or quoted scalar over several lines.
  Value folded_lines(int column, const std::string& open, const std::string& close) {
    auto text = words(m_dice);
    m_lines.back() += " " + open + text;
    for (int i = 1 + m_dice.below(2); i > 0; --i) {
      const bool has_blank = m_dice.one_in(4);
      if (has_blank) {
        m_lines.push_back("");
      }
      const auto more = words(m_dice);
      m_lines.push_back(spaces(column + 1 + m_dice.below(4)) + more);
      text += (has_blank ? "\n" : " ") + more;
    }
    m_lines.back() += close + trailing();
    return text;
  }

  Value block_scalar(int column) {
    static const std::vector<std::string> chompings = {"-", "-", "", "", "+"};
    const bool is_literal = m_dice.one_in(2);
    const auto chomping = m_dice.of(chompings);
    const int indent = column + 1 + m_dice.below(3);
    m_lines.back() += std::string(is_literal ? " |" : " >") + chomping + trailing();
    std::string text = block_line(indent, is_literal);
    for (int i = m_dice.below(4); i > 0; --i) {
      const bool has_blank = m_dice.one_in(4);
      if (has_blank) {
        m_lines.push_back("");
      }
      const auto more = block_line(indent, is_literal);
      text += (is_literal ? (has_blank ? "\n\n" : "\n") : (has_blank ? "\n" : " ")) + more;
    }
    m_block = chomping == "-" ? Block::stripped : chomping == "" ? Block::clipped : Block::kept;
    text += chomping == "-" ? "" : "\n";
    if (m_block == Block::kept) {
      for (int i = m_dice.below(3); i > 0; --i) {
        m_lines.push_back("");
        text += "\n";
      }
    }
    m_is_odd = m_is_odd || (!is_literal && m_block == Block::kept);
    return text;
  }

  std::string block_line(int indent, bool is_literal) {
    static const std::vector<std::string> odd = {"# no comment", "- x: 1", "a\tb", "x: \"y"};
    auto text = m_dice.one_in(4) ? m_dice.of(odd) : words(m_dice);
    m_lines.push_back(spaces(indent) + text);
    if (is_literal && m_dice.one_in(6)) {
      m_lines.push_back(spaces(indent + 2) + "dypere");
      text += "\n  dypere";
    }
    return text;
  }

  // A flow collection, at the end of the last line; it may go on below.
  Value flow(int column, int depth) {
    auto result = flow_collection(column, depth);
    m_lines.back() += trailing();
    return result;
  }

  void flow_space(int column, bool may_break) {
    if (may_break && m_dice.one_in(8)) {
      m_lines.back() += m_dice.one_in(2) ? " # i, ] }" : "";
      m_lines.push_back(spaces(column + 1 + m_dice.below(3)));
    } else if (m_dice.one_in(3)) {
      m_lines.back() += " ";
    }
  }

  Value flow_collection(int column, int depth) {
    const bool is_map = m_dice.one_in(2);
    m_lines.back() += is_map ? "{" : "[";
    List list;
    Map map;
    const int count = m_dice.below(4);
    for (int i = 0; i < count; ++i) {
      flow_space(column, true);
      if (is_map) {
        map.push_back(flow_member(column, depth, key(m_dice) + (i == 0 ? "" : std::to_string(i))));
      } else if (m_dice.one_in(12)) {
        list.push_back(Map{flow_member(column, depth, key(m_dice))});
      } else {
        list.push_back(flow_value(column, depth));
      }
      flow_space(column, false);
      if (i + 1 < count) {
        m_lines.back() += ", ";
      } else if (m_dice.one_in(8)) {
        m_lines.back() += ",";
      }
    }
    flow_space(column, true);
    m_lines.back() += is_map ? "}" : "]";
    return is_map ? Value(std::move(map)) : Value(std::move(list));
  }

  core::Member flow_member(int column, int depth, std::string name) {
    m_lines.back() += written_key(name) + ": ";
    return {name, m_dice.one_in(10) ? Value() : flow_value(column, depth), {}};
  }

  Value flow_value(int column, int depth) {
    if (depth < 4 && m_dice.one_in(6)) {
      return flow_collection(column, depth + 1);
    }
    const auto scalar = simple_scalar(m_dice);
    m_lines.back() += scalar.text;
    return scalar.value;
  }

  Dice& m_dice;
  std::vector<std::string> m_lines;
  Block m_block = Block::none; // what the last line belongs to
  bool m_is_odd = false;
};

} // namespace

std::string key(Dice& dice) {
  static const std::vector<std::string> keys = {"kind", "times",      "log", "å",      "x_own",
                                                "no",   "with space", "a-b", "tittel", "n"};
  return dice.of(keys);
}

Document document(Dice& dice) {
  return Writer(dice).run();
}

core::Value value(Dice& dice, int depth) {
  static const std::vector<Value> table = {{},
                                           true,
                                           12,
                                           -1.5,
                                           1e20,
                                           "tekst",
                                           "no",
                                           "012",
                                           "1:30",
                                           "",
                                           "a: b",
                                           "x #y",
                                           "- x",
                                           " x",
                                           "x ",
                                           "{x}",
                                           "a, b",
                                           "'",
                                           "\"",
                                           "it's",
                                           "\\",
                                           "a\nb",
                                           "a\n\nb\n",
                                           "a\n  b\n\nc",
                                           "\n",
                                           "a\n\n",
                                           " a\nb",
                                           "a\n \nb",
                                           "a\n\tb",
                                           "a\tb",
                                           "\x01",
                                           "\xE2\x80\xA8",
                                           "æøå 日本",
                                           "#",
                                           "a\n# b\n",
                                           "a:",
                                           "2026-10-05",
                                           "~",
                                           "a\r\nb",
                                           "a?b",
                                           "---",
                                           "a\n---\nb",
                                           "null",
                                           "=",
                                           "a \nb \n",
                                           "[a]",
                                           "https://a.no/?x=1&y=2"};
  const int kind = depth < 3 ? dice.below(8) : 7;
  if (kind == 0) {
    Map map;
    for (int i = dice.below(4); i > 0; --i) {
      map.push_back({key(dice) + std::to_string(i), value(dice, depth + 1), {}});
    }
    return map;
  }
  if (kind == 1) {
    List list;
    for (int i = dice.below(4); i > 0; --i) {
      list.push_back(value(dice, depth + 1));
    }
    return list;
  }
  return dice.of(table);
}

} // namespace sample
