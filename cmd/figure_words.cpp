// SPDX-License-Identifier: MIT
#include "cmd/figure_words.hpp"

#include <cmath>

#include <fmt/format.h>

#include "cmd/letter_facts.hpp"

namespace cmd {

using audit::Number;
using audit::Row;

FigureWords::FigureWords(Env& env, bool has_before)
    : m_env(env), m_wording(wording_of(env)), m_has_before(has_before) {}

std::string FigureWords::say(std::string_view id, const core::Arguments& arguments) {
  return m_env.texts().say("figures", id, arguments);
}

std::string FigureWords::of_number(const std::string& id, std::int64_t number,
                                   core::Arguments more) {
  more.emplace_back("number", this->number(number));
  return say(number == 1 ? id + "_one" : id, more);
}

std::string FigureWords::number(std::int64_t count) {
  return count == audit::k_hidden ? say("hidden") : m_wording.number(count);
}

std::string FigureWords::share(std::int64_t part, std::int64_t whole) {
  if (part == audit::k_hidden || whole == audit::k_hidden || whole == 0) {
    return "";
  }
  return say("percent", {{"number", std::to_string(std::lround(100.0 * static_cast<double>(part) /
                                                               static_cast<double>(whole)))}});
}

std::vector<std::string> FigureWords::compared(const Number& now, const Number* before) {
  std::vector<std::string> cells{number(now)};
  if (!m_has_before) {
    return cells;
  }
  static const Number k_none;
  const auto& earlier = before != nullptr ? *before : k_none;
  cells.push_back(number(earlier));
  const bool told = now.count != audit::k_hidden && earlier.count != audit::k_hidden;
  const auto change = now.count - earlier.count;
  cells.push_back(!told ? "" : change == 0 ? "0" : fmt::format("{:+}", change));
  return cells;
}

std::vector<std::string> FigureWords::compared_head(const std::string& first) {
  std::vector<std::string> head{first, say("head.number")};
  if (m_has_before) {
    head.push_back(say("head.before"));
    head.push_back(say("head.change"));
  }
  return head;
}

std::string FigureWords::name_of(const std::string& kind, const std::string& id) {
  const auto own = m_env.texts().say_kind(kind, {"statistics", id});
  return own.empty() ? say("row." + id) : own;
}

std::string FigureWords::value_name(const std::string& kind, const core::CountRule& rule,
                                    const Row& row) {
  if (row.what != Row::What::value) {
    return say(row.what == Row::What::not_known ? "not_known" : "not_asked");
  }
  if (!rule.rows.empty()) {
    return m_env.kind_text(kind, {"statistics_rows", rule.id + "." + row.value});
  }
  for (const auto& path : rule.of) {
    auto label = m_env.value_label(kind, path.to_field(), core::Value(row.value));
    if (label != row.value) {
      return label;
    }
  }
  return row.value;
}

std::string FigureWords::length(double value, bool in_days) {
  const auto rounded = std::round(value * 10) / 10;
  const auto text = rounded == std::round(rounded)
                        ? m_wording.number(static_cast<std::int64_t>(rounded))
                        : m_wording.real(rounded);
  const std::string unit = in_days ? "days" : "hours";
  return say(rounded == 1 ? unit + "_one" : unit, {{"number", text}});
}

std::string FigureWords::number(const Number& one) {
  return number(one.count);
}

std::string FigureWords::title_of(const std::string& kind) {
  return m_env.kind_text(kind, {"title"});
}

} // namespace cmd
