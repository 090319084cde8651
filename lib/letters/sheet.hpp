// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "letters/markdown.hpp"
#include "letters/template.hpp"

namespace letters {

// A document in its parts, in words of its language. Everything but `body` and `title` is plain
// text.
struct Sheet {
  Layout layout = Layout::letter;
  std::string language;                                     // "nb", "nn", "en"
  std::string sender;                                       // the organisation
  std::vector<std::string> sender_lines;                    // address, contact, number
  std::optional<std::string> logo;                          // a data: URI
  std::vector<std::string> recipient;                       // lines of the recipient, may be empty
  std::vector<std::pair<std::string, std::string>> details; // label, value: date, our reference
  std::string title;                                        // Markdown, one line
  std::string body;                                         // Markdown
  std::vector<std::string> closing;                         // greeting, role, organisation
  std::vector<std::string> footer;                          // code or that it is a draft; address
  std::string page_words; // "Side {page} av {pages}", for formats with pages
  std::string date;       // RFC 3339, for metadata
  std::string subject;    // for metadata: template and version
};

// How a document looks, from the data folder's templates/letter.
struct Looks {
  std::string page;  // HTML with places {{name}}
  std::string style; // CSS
};

std::string markdown_of(const Sheet& sheet);
std::string plain_of(const Sheet& sheet);
// One HTML page that asks for nothing outside itself.
std::string html_of(const Sheet& sheet, const Looks& looks, const Images& images = {});

} // namespace letters
