// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace casebook {

struct PaperOptions {
  std::string data_folder; // the program's own
  std::string date;        // RFC 3339 or a day: what the file says when it was made
  std::string identifier;  // of a PDF; empty: made from its content
  bool accessible = false; // PDF/UA, which is tagged, instead of PDF/A
};

// A page of `letters::html_of` as PDF (PDF/A-2b or PDF/UA-1 as WeasyPrint makes it), and for word
// processors by pandoc. The same page and options give the same bytes. The programs see nothing of
// us but the page: no folder, no environment; the page itself asks for no file and no address.
// Each throws core::Error (failed): program-missing {program, package}, program-failed {program,
// reason}, program-slow {program, seconds}.
std::string pdf_of(const std::string& html, const PaperOptions& options);
std::string docx_of(const std::string& html, const PaperOptions& options);
std::string odt_of(const std::string& html, const PaperOptions& options);

} // namespace casebook
