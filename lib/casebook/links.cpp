// SPDX-License-Identifier: MIT
#include "casebook/links.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "core/error.hpp"

namespace casebook {

namespace {

// The case of an id; nothing when the register holds none.
std::optional<Case> case_of(const Book& book, const std::string& id) {
  try {
    return book.load(book.find(id));
  } catch (const core::Error&) {
    return std::nullopt;
  }
}

Link link_to(const std::string& id, const std::string& as, const std::optional<Case>& other) {
  Link link{id, as, false, other.has_value(), "", "", ""};
  if (other) {
    link.kind = other->kind();
    link.title = other->root.text("title");
    link.status = other->root.text("status");
  }
  return link;
}

// Whether the cases that `one` repeats, one after the other, lead back to it.
bool comes_back(const Book& book, const Case& one) {
  std::set<std::string> seen;
  std::vector<Case> open{one};
  while (!open.empty()) {
    const auto here = std::move(open.back());
    open.pop_back();
    for (const auto& link : here.root.list("links")) {
      const auto to = link.text("to");
      if (link.text("as") != "duplicate_of" || !seen.insert(to).second) {
        continue;
      }
      if (to == one.id) {
        return true;
      }
      if (auto next = case_of(book, to)) {
        open.push_back(std::move(*next));
      }
    }
  }
  return false;
}

} // namespace

std::vector<Link> links_of(const Book& book, const Case& one) {
  std::vector<Link> links;
  for (const auto& link : one.root.list("links")) {
    links.push_back(link_to(link.text("to"), link.text("as"), case_of(book, link.text("to"))));
  }
  for (const auto& path : book.case_paths()) {
    const auto text = book.reg().working(path);
    if (path == one.path || one.id.empty() || !text || text->find(one.id) == std::string::npos) {
      continue;
    }
    const auto other = book.from_text(path, *text);
    for (const auto& link : other.root.list("links")) {
      if (link.text("to") == one.id) {
        links.push_back(link_to(other.id, link.text("as"), other));
        links.back().other = true;
      }
    }
  }
  return links;
}

std::vector<core::Finding> judge_links(const Book& book, const Case& one) {
  std::vector<core::Finding> findings;
  const auto& links = one.root.list("links");
  for (const auto& link : links) {
    const auto* to = link.find("to");
    // What is no id at all is the schema's to say.
    if (to != nullptr && to->is_string() && to->as_string() != one.id &&
        !case_of(book, to->as_string())) {
      findings.push_back({core::Severity::warning,
                          "link-to-nothing",
                          one.path,
                          to->span.line,
                          to->span.column,
                          {{"id", to->as_string()}},
                          ""});
    }
  }
  if (comes_back(book, one)) {
    const auto* list = one.root.find("links");
    findings.push_back({core::Severity::error,
                        "duplicates-in-circle",
                        one.path,
                        list->span.line,
                        list->span.column,
                        {{"id", one.id}},
                        ""});
  }
  return book.placed(std::move(findings), one);
}

} // namespace casebook
