// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "casebook/paper.hpp"
#include "core/error.hpp"
#include "letters/sheet.hpp"
#include "system/files.hpp"
#include "system/program.hpp"

namespace {

// A folder that is the whole PATH, with programs of ours.
class Path {
public:
  Path() : m_before(sys::environment("PATH").value_or("")) {
    m_folder = (std::filesystem::temp_directory_path() / "pvtool-paper-test").string();
    std::filesystem::remove_all(m_folder);
    std::filesystem::create_directory(m_folder);
    ::setenv("PATH", m_folder.c_str(), 1);
  }
  Path(const Path&) = delete;
  Path& operator=(const Path&) = delete;
  ~Path() {
    ::setenv("PATH", m_before.c_str(), 1);
    std::filesystem::remove_all(m_folder);
  }
  void add(const std::string& name, const std::string& script) const {
    const auto file = m_folder + "/" + name;
    std::ofstream(file) << "#!/bin/sh\n" << script;
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  }

private:
  std::string m_before;
  std::string m_folder;
};

core::Error error_of(const auto& work) {
  try {
    work();
  } catch (const core::Error& error) {
    return error;
  }
  return {core::Exit::done, "none"};
}

const casebook::PaperOptions k_options{"/data", "2026-11-22T10:00:00+01:00", "2026-0007-1", true};

} // namespace

TEST_CASE("a program that is not there is named with its package") {
  const Path path;
  const auto error = error_of([] { casebook::pdf_of("x", k_options); });
  CHECK(error.code == core::Exit::failed);
  CHECK(error.name == "program-missing");
  CHECK(error.arguments == core::Arguments{{"program", "weasyprint"}, {"package", "weasyprint"}});
  CHECK(error_of([] { casebook::odt_of("x", k_options); }).arguments.front().second == "pandoc");
}

TEST_CASE("a program that fails is quoted in one line") {
  const Path path;
  path.add("weasyprint",
           "echo 'Traceback (most recent call last):\n  File x\nOSError: no fonts' >&2; exit 1");
  path.add("pandoc", "echo 'no such file\nmore' >&2; exit 1");
  const auto error = error_of([] { casebook::pdf_of("x", k_options); });
  CHECK(error.name == "program-failed");
  CHECK(error.arguments ==
        core::Arguments{{"program", "weasyprint"}, {"reason", "OSError: no fonts"}});
  CHECK(error_of([] { casebook::docx_of("x", k_options); }).arguments.back().second ==
        "no such file");
  path.add("pandoc", "exit 0"); // well, and without a result
  CHECK(error_of([] { casebook::docx_of("x", k_options); }).arguments.back().second ==
        "exit code 0");
}

TEST_CASE("programs get the page, the date and words of ours, never a shell's") {
  const Path path;
  const std::string say =
      "echo \"$SOURCE_DATE_EPOCH\"; for w; do echo \"$w\"; done; read -r l; echo \"$l\"";
  path.add("weasyprint", say);
  path.add("pandoc", say);
  CHECK(casebook::pdf_of("<p>\n", k_options) ==
        "1795338000\n--quiet\n--encoding\nutf-8\n--pdf-variant\npdf/ua-1\n"
        "--pdf-identifier=2026-0007-1\n-\n-\n<p>\n");
  CHECK(casebook::pdf_of("<p>\n", {"", "2026-11-22", "", false}) ==
        "1795305600\n--quiet\n--encoding\nutf-8\n--pdf-variant\npdf/a-2b\n-\n-\n<p>\n");
  CHECK(casebook::odt_of("<p>\n", k_options) ==
        "1795338000\n--from=html\n--to=odt\n--output=-\n--reference-doc=/data/office/letter.odt\n"
        "--lua-filter=/data/templates/letter/office.lua\n"
        "--template=/data/templates/letter/text.opendocument\n<p>\n");
}

namespace {

bool is_there(const std::string& program) {
  const bool there = sys::run_program({program, {"--version"}}).is_good();
  if (!there) {
    MESSAGE("not installed, so not tried: ", program);
  }
  return there;
}

std::string page() {
  letters::Sheet sheet;
  sheet.language = "nb";
  sheet.sender = "Fjellvik kommune";
  sheet.recipient = {"Kari Nordmann", "Storgata 7"};
  sheet.details = {{"Vår referanse", "26/01234"}};
  sheet.title = "Opplysninger om deg";
  sheet.body = "Hei\n\n## Hva?\n\n- navn\n\n| Hva | Når |\n|---|---|\n| Møte | i dag |\n";
  sheet.closing = {"Vennlig hilsen", "Ola Hansen"};
  sheet.footer = {"2026-0007-1"};
  sheet.page_words = "Side {page} av {pages}";
  sheet.date = k_options.date;
  const auto folder = sys::data_folder() + "/templates/letter/";
  return letters::html_of(sheet, {sys::read_file(folder + "page.html").value(),
                                  sys::read_file(folder + "style.css").value()});
}

casebook::PaperOptions real_options() {
  auto options = k_options;
  options.data_folder = sys::data_folder();
  return options;
}

// What pandoc reads in a file of its own making.
std::string read_back(const std::string& format, const std::string& bytes) {
  return sys::run_program({"pandoc", {"--from=" + format, "--to=plain", "--wrap=none"}, bytes})
      .output;
}

} // namespace

TEST_CASE("a letter as PDF, the same bytes in each run") {
  if (!is_there("weasyprint")) {
    return;
  }
  auto options = real_options();
  const auto first = casebook::pdf_of(page(), options);
  CHECK(first.starts_with("%PDF-1.7"));
  CHECK(casebook::pdf_of(page(), options) == first);
  options.accessible = false;
  CHECK(casebook::pdf_of(page(), options).find("pdfaid") != std::string::npos);
}

TEST_CASE("a letter for word processors says all that it says, the same bytes in each run") {
  if (!is_there("pandoc")) {
    return;
  }
  const auto options = real_options();
  for (const auto& [format, made] : {std::pair("docx", casebook::docx_of(page(), options)),
                                     std::pair("odt", casebook::odt_of(page(), options))}) {
    CAPTURE(format);
    CHECK(made.starts_with("PK"));
    CHECK((format == std::string("odt") ? casebook::odt_of(page(), options)
                                        : casebook::docx_of(page(), options)) == made);
    const auto text = read_back(format, made);
    for (const std::string part :
         {"Fjellvik kommune", "Kari Nordmann", "Storgata 7", "Vår referanse: 26/01234", "Hva?",
          "navn", "Møte", "Vennlig hilsen", "Ola Hansen", "2026-0007-1"}) {
      CAPTURE(text);
      CHECK(text.find(part) != std::string::npos);
    }
  }
}
