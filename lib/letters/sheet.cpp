// SPDX-License-Identifier: MIT
#include "letters/sheet.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "core/markup.hpp"
#include "letters/characters.hpp"
#include "letters/tree.hpp"

namespace letters {

namespace {

using Lines = std::vector<std::string>;

// Lines that stay lines: in Markdown by hard breaks, with a blank line behind them.
std::string stanza(const Lines& lines) {
  std::string out;
  for (const auto& line : lines) {
    const auto text = escaped(line);
    out += text.empty() ? "" : (out.empty() ? "" : "\\\n") + text;
  }
  return out.empty() ? "" : out + "\n\n";
}

std::string details_as_markdown(const Sheet& sheet) {
  std::string out;
  for (const auto& [label, value] : sheet.details) {
    out += (out.empty() ? "**" : "\\\n**") + escaped(label) + ":** " + escaped_inside(value);
  }
  return out.empty() ? "" : out + "\n\n";
}

// The greeting, and below it who signs.
std::pair<Lines, Lines> signature(const Sheet& sheet) {
  if (sheet.closing.empty()) {
    return {};
  }
  return {{sheet.closing.front()}, {sheet.closing.begin() + 1, sheet.closing.end()}};
}

std::string trimmed(std::string_view text) {
  const auto last = text.find_last_not_of(" \n");
  return std::string(text.substr(0, last == std::string_view::npos ? 0 : last + 1));
}

// Text on one line as HTML shows it, in an element or an attribute.
std::string html_text(std::string_view text) {
  return core::in_markup(on_one_line(text));
}

std::string joined(const Lines& lines, std::string_view between) {
  std::string out;
  for (const auto& line : lines) {
    const auto text = html_text(line);
    out += text.empty() || out.empty() ? "" : between;
    out += text;
  }
  return out;
}

// A paragraph of its lines in an element with this class and, for word processors, this style;
// nothing for no lines.
std::string block(std::string_view name, std::string_view style, const Lines& lines) {
  const auto text = joined(lines, "<br>\n");
  if (text.empty()) {
    return "";
  }
  return "<div class=\"" + std::string(name) + "\" data-custom-style=\"" + std::string(style) +
         "\"><p>" + text + "</p></div>\n";
}

std::string sender_block(const Sheet& sheet) {
  std::string logo;
  if (sheet.logo && is_picture(*sheet.logo)) {
    logo = "<img class=\"logo\" alt=\"\" src=\"" + html_text(*sheet.logo) + "\">";
  }
  const auto name = html_text(sheet.sender);
  return name.empty() && logo.empty() ? ""
                                      : "<div class=\"sender\" data-custom-style=\"Sender\"><p>" +
                                            logo + "<strong>" + name + "</strong></p></div>\n";
}

std::string details_block(const Sheet& sheet) {
  std::string out;
  for (const auto& [label, value] : sheet.details) {
    out += "<dt>" + html_text(label) + "</dt><dd>" + html_text(value) + "</dd>\n";
  }
  return out.empty() ? "" : "<div class=\"details\"><dl>\n" + out + "</dl></div>\n";
}

std::string closing_block(const Sheet& sheet) {
  const auto [greeting, signer] = signature(sheet);
  const auto inner =
      block("greeting", "Letter Closing", greeting) + block("signer", "Letter Signature", signer);
  return inner.empty() ? "" : "<div class=\"closing\">\n" + inner + "</div>\n";
}

// A row of the head. Rows instead of floats: a tagged PDF is read in the order of the page.
std::string row(const std::string& left, const std::string& right) {
  const auto* name = left.empty() ? "row alone" : "row";
  return left.empty() && right.empty()
             ? ""
             : "<div class=\"" + std::string(name) + "\">\n" + left + right + "</div>\n";
}

std::string head(const Sheet& sheet) {
  return row(sender_block(sheet), block("contact", "Sender Contact", sheet.sender_lines)) +
         row(block("recipient", "Recipient", sheet.recipient), details_block(sheet));
}

void replace_all(std::string& text, std::string_view old, std::string_view by) {
  for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + by.size())) {
    text.replace(at, old.size(), by);
  }
}

// The title is the only heading of the first level; wide tables scroll by themselves.
std::string body_html(const Sheet& sheet, const Images& images) {
  auto html = html_of(sheet.body, images);
  replace_all(html, "<h1>", "<h2>");
  replace_all(html, "</h1>", "</h2>");
  replace_all(html, "<table>", "<div class=\"wide\" tabindex=\"0\"><table>");
  replace_all(html, "</table>", "</table></div>");
  return html;
}

std::string title_text(const Sheet& sheet) {
  return on_one_line(trimmed(plain_of("### " + trimmed(sheet.title), 100000)));
}

// A string of CSS in a <style> element.
std::string css_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    const bool control = static_cast<unsigned char>(c) < 0x20;
    out += c == '<' ? std::string("\\3C ") : std::string(1, control ? ' ' : c);
  }
  return out + "\"";
}

// "Side {page} av {pages}" as CSS counts pages.
std::string page_content(std::string_view words) {
  std::string out;
  const auto put = [&out](const std::string& more) { out += (out.empty() ? "" : " ") + more; };
  while (!words.empty()) {
    const auto at = std::min(words.find("{page"), words.size());
    if (at > 0) {
      put(css_string(words.substr(0, at)));
    }
    words.remove_prefix(at);
    for (const std::string name : {"page", "pages"}) {
      if (words.starts_with("{" + name + "}")) {
        put("counter(" + name + ")");
      }
    }
    const auto end = words.find('}');
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
  }
  return out.empty() ? "none" : out;
}

// The text with each {{name}} replaced, once: what is put in is not looked through again.
std::string with_places(std::string_view text,
                        const std::map<std::string, std::string, std::less<>>& places) {
  std::string out;
  while (true) {
    const auto at = text.find("{{");
    const auto end = at == std::string_view::npos ? at : text.find("}}", at);
    if (end == std::string_view::npos) {
      return out += text;
    }
    out += text.substr(0, at);
    const auto found = places.find(text.substr(at + 2, end - at - 2));
    out += found == places.end() ? "" : found->second;
    text.remove_prefix(end + 2);
  }
}

} // namespace

std::string markdown_of(const Sheet& sheet) {
  Lines sender{sheet.sender};
  sender.insert(sender.end(), sheet.sender_lines.begin(), sheet.sender_lines.end());
  const auto [greeting, signer] = signature(sheet);
  const auto foot = stanza(sheet.footer);
  return trimmed(stanza(sender) + stanza(sheet.recipient) + details_as_markdown(sheet) + "# " +
                 trimmed(sheet.title) + "\n\n" + trimmed(sheet.body) + "\n\n" + stanza(greeting) +
                 stanza(signer) + (foot.empty() ? "" : "---\n\n" + foot)) +
         "\n";
}

std::string plain_of(const Sheet& sheet) {
  return plain_of(markdown_of(sheet));
}

std::string html_of(const Sheet& sheet, const Looks& looks, const Images& images) {
  return with_places(looks.page, {{"language", html_text(sheet.language)},
                                  {"sender", html_text(sheet.sender)},
                                  {"subject", html_text(sheet.subject)},
                                  {"date", html_text(sheet.date)},
                                  {"layout", name_of(sheet.layout)},
                                  {"title", html_text(title_text(sheet))},
                                  {"style", looks.style},
                                  {"pages", page_content(sheet.page_words)},
                                  {"foot", joined(sheet.footer, "&#10;")},
                                  {"head", head(sheet)},
                                  {"heading", html_of("# " + trimmed(sheet.title), images)},
                                  {"body", body_html(sheet, images)},
                                  {"closing_block", closing_block(sheet)},
                                  {"footer_block", block("foot", "Letter Foot", sheet.footer)}});
}

} // namespace letters
