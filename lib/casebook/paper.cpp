// SPDX-License-Identifier: MIT
#include "casebook/paper.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "casebook/zip_times.hpp"
#include "core/error.hpp"
#include "core/time.hpp"
#include "system/program.hpp"

namespace casebook {

namespace {

constexpr std::chrono::seconds k_at_most{120};

using Words = std::vector<std::string>;

std::optional<long long> seconds_since_1970(const std::string& date) {
  const auto time = core::parsed_time(date.size() == 10 ? date + "T00:00:00Z" : date);
  return time ? std::optional<long long>(time->instant.time_since_epoch().count()) : std::nullopt;
}

// What went wrong in one line: the first one, or of a Python traceback the last.
std::string reason_of(std::string_view errors) {
  while (errors.ends_with('\n')) {
    errors.remove_suffix(1);
  }
  if (errors.starts_with("Traceback")) {
    const auto before = errors.rfind('\n');
    return std::string(errors.substr(before == std::string_view::npos ? 0 : before + 1));
  }
  return std::string(errors.substr(0, errors.find('\n')));
}

// Both programs are in a Debian package of their own name.
core::Error failure(const std::string& program, const sys::Ran& ran) {
  using End = sys::Ran::End;
  if (ran.end == End::not_found) {
    return {core::Exit::failed, "program-missing", {{"program", program}, {"package", program}}};
  }
  if (ran.end == End::too_slow) {
    return {core::Exit::failed,
            "program-slow",
            {{"program", program}, {"seconds", std::to_string(k_at_most.count())}}};
  }
  auto reason = reason_of(ran.errors);
  if (reason.empty()) {
    reason = (ran.end == End::killed ? "signal " : "exit code ") + std::to_string(ran.code);
  }
  return {core::Exit::failed, "program-failed", {{"program", program}, {"reason", reason}}};
}

std::string made_by(const std::string& name, Words arguments, const std::string& html,
                    const PaperOptions& options) {
  sys::Program program{name, std::move(arguments), html};
  program.at_most = k_at_most;
  if (const auto seconds = seconds_since_1970(options.date)) {
    program.environment = {{"SOURCE_DATE_EPOCH", std::to_string(*seconds)}};
  }
  auto ran = sys::run_program(program);
  if (!ran.is_good() || ran.output.empty()) {
    throw failure(name, ran);
  }
  return std::move(ran.output);
}

std::string by_pandoc(const std::string& format, Words arguments, const std::string& html,
                      const PaperOptions& options) {
  const Words all{"--from=html", "--to=" + format, "--output=-",
                  "--reference-doc=" + options.data_folder + "/office/letter." + format,
                  "--lua-filter=" + options.data_folder + "/templates/letter/office.lua"};
  arguments.insert(arguments.begin(), all.begin(), all.end());
  return made_by("pandoc", std::move(arguments), html, options);
}

} // namespace

std::string pdf_of(const std::string& html, const PaperOptions& options) {
  // What is relative in a page belongs to the current folder, and that is an empty one.
  Words arguments{"--quiet", "--encoding", "utf-8", "--pdf-variant",
                  options.accessible ? "pdf/ua-1" : "pdf/a-2b"};
  if (!options.identifier.empty()) {
    arguments.push_back("--pdf-identifier=" + options.identifier);
  }
  arguments.insert(arguments.end(), {"-", "-"});
  return made_by("weasyprint", std::move(arguments), html, options);
}

std::string docx_of(const std::string& html, const PaperOptions& options) {
  return by_pandoc("docx", {}, html, options);
}

std::string odt_of(const std::string& html, const PaperOptions& options) {
  // pandoc writes the moment into the entries of an odt, whatever date it is given.
  return with_fixed_times(by_pandoc(
      "odt", {"--template=" + options.data_folder + "/templates/letter/text.opendocument"}, html,
      options));
}

} // namespace casebook
