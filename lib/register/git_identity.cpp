// SPDX-License-Identifier: MIT
#include "register/git_identity.hpp"

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <optional>

#include "core/error.hpp"

namespace reg {
namespace {

std::string environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value ? value : "";
}

std::optional<int> digits(std::string_view& text, std::size_t count) {
  int value = 0;
  if (text.size() < count)
    return std::nullopt;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9')
      return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool skip(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos)
    return false;
  text.remove_prefix(1);
  return true;
}

// "Z", "+0200" or "+02:00", and nothing after it.
bool parse_offset(std::string_view text, git_time& time) {
  time.sign = '+';
  time.offset = 0;
  if (text == "Z")
    return true;
  time.sign = text.empty() ? '+' : text.front();
  if (!skip(text, "+-"))
    return false;
  const auto hours = digits(text, 2);
  skip(text, ":");
  const auto minutes = digits(text, 2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59 || !text.empty())
    return false;
  time.offset = (time.sign == '-' ? -1 : 1) * (*hours * 60 + *minutes);
  return true;
}

bool parse_seconds(std::string_view text, git_time& time) {
  skip(text, "@");
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), time.time);
  if (error != std::errc() || time.time < 0)
    return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.empty())
    return parse_offset("Z", time);
  return skip(text, " ") && parse_offset(text, time);
}

bool parse_calendar(std::string_view text, git_time& time) {
  const auto year = digits(text, 4);
  const bool first = skip(text, "-");
  const auto month = digits(text, 2);
  const bool second = skip(text, "-");
  const auto day = digits(text, 2);
  const bool third = skip(text, "T ");
  const auto hour = digits(text, 2);
  const bool fourth = skip(text, ":");
  const auto minute = digits(text, 2);
  const bool fifth = skip(text, ":");
  const auto seconds = digits(text, 2);
  if (!first || !second || !third || !fourth || !fifth || !year || !month || !day || !hour ||
      !minute || !seconds || *hour > 23 || *minute > 59 || *seconds > 59)
    return false;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  skip(text, " ");
  if (!date.ok() || !parse_offset(text, time))
    return false;
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  time.time = git_time_t{days} * 86400 + *hour * 3600 + *minute * 60 + *seconds;
  time.time -= git_time_t{time.offset} * 60;
  return true;
}

// git's order: the environment, the role's own setting, the user's, and $EMAIL last.
std::string found(git_config* config, const std::string& role, const std::string& upper,
                  const std::string& what, const std::string& upper_what) {
  std::string value = environment("GIT_" + upper + "_" + upper_what);
  if (value.empty())
    value = setting(config, (role + "." + what).c_str());
  if (value.empty())
    value = setting(config, ("user." + what).c_str());
  if (value.empty() && what == "email")
    value = environment("EMAIL");
  return value;
}

Signature signature(git_config* config, const std::string& role, const std::string& upper) {
  const std::string name = found(config, role, upper, "name", "NAME");
  const std::string email = found(config, role, upper, "email", "EMAIL");
  if (name.empty() || email.empty())
    throw core::Error(core::Exit::refused, "no-identity",
                      {{"missing", name.empty() ? "user.name" : "user.email"}});
  const std::string variable = "GIT_" + upper + "_DATE";
  const std::string date = environment(variable);
  git_signature* raw = nullptr;
  git_time time{};
  if (!date.empty() && !parse_date(date, time))
    throw core::Error(core::Exit::refused, "invalid-date",
                      {{"variable", variable}, {"value", date}});
  const int code =
      date.empty() ? git_signature_now(&raw, name.c_str(), email.c_str())
                   : git_signature_new(&raw, name.c_str(), email.c_str(), time.time, time.offset);
  // libgit2 refuses a name of nothing but brackets and blanks.
  if (code == GIT_ERROR)
    throw core::Error(core::Exit::refused, "no-identity", {{"missing", "user.name"}});
  check(code);
  return Signature(raw);
}

} // namespace

bool parse_date(std::string_view text, git_time& time) {
  return parse_calendar(text, time) || parse_seconds(text, time);
}

Identity identity(git_config* config) {
  return {signature(config, "author", "AUTHOR"), signature(config, "committer", "COMMITTER")};
}

Identity identity(const Author& author) {
  const auto signed_by = [&author] {
    return made<Signature>(git_signature_new, author.name.c_str(), author.email.c_str(),
                           git_time_t{author.time.time_since_epoch().count()}, author.offset);
  };
  return {signed_by(), signed_by()};
}

} // namespace reg
