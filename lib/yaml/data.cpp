// SPDX-License-Identifier: MIT
#include "yaml/data.hpp"

#include <sstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <fmt/format.h>

#include "core/error.hpp"
#include "yaml/resolve.hpp"

namespace yaml {

namespace {

using YAML::Mark;

core::Span span_at(const Mark& mark) {
  const auto begin = mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
  return {begin, begin, mark.line + 1, mark.column + 1};
}

// Builds values straight from yaml-cpp's events: its own nodes would take twice as long.
class Reader : public YAML::EventHandler {
public:
  core::Value root;

  void OnDocumentStart(const Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const Mark& mark, YAML::anchor_t anchor) override {
    check(mark, "", anchor);
    place({}, mark, "", false);
  }

  void OnAlias(const Mark& mark, YAML::anchor_t) override {
    throw YAML::ParserException(mark, "aliases are not used here");
  }

  // yaml-cpp marks a plain scalar by the tag "?" and any other by "!".
  void OnScalar(const Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check(mark, tag == "?" || tag == "!" ? "" : tag, anchor);
    place(tag == "!" ? core::Value(value) : resolved(value), mark, value, true);
  }

  void OnSequenceStart(const Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    check(mark, tag, anchor);
    m_open.push_back({core::List{}, mark, {}, false, {}});
  }

  void OnMapStart(const Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    check(mark, tag, anchor);
    m_open.push_back({core::Map{}, mark, {}, false, {}});
  }

  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

private:
  struct Open {
    core::Value value;
    Mark mark;
    std::string key;
    bool has_key;
    core::Span key_span;
  };

  static void check(const Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0) {
      throw YAML::ParserException(mark, "anchors are not used here");
    }
    if (!tag.empty() && tag != "?") {
      throw YAML::ParserException(mark, "tags are not used here");
    }
  }

  void close() {
    auto open = std::move(m_open.back());
    m_open.pop_back();
    place(std::move(open.value), open.mark, "", false);
  }

  void place(core::Value value, const Mark& mark, const std::string& text, bool is_scalar) {
    value.span = span_at(mark);
    if (m_open.empty()) {
      root = std::move(value);
      return;
    }
    auto& open = m_open.back();
    if (open.value.is_list()) {
      open.value.as_list().push_back(std::move(value));
      return;
    }
    if (open.has_key) {
      open.value.as_map().push_back({std::move(open.key), std::move(value), open.key_span});
      open.has_key = false;
      return;
    }
    if (!is_scalar || !value.is_string()) {
      throw YAML::ParserException(mark, "a key is not text");
    }
    if (open.value.find(text) != nullptr) {
      throw YAML::ParserException(mark, fmt::format("the key '{}' stands twice", text));
    }
    open.key = text;
    open.has_key = true;
    open.key_span = value.span;
  }

  std::vector<Open> m_open;
};

} // namespace

core::Value read_data(std::string_view text, const std::string& name) {
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    Reader reader;
    parser.HandleNextDocument(reader);
    Reader rest;
    if (parser.HandleNextDocument(rest)) {
      throw YAML::ParserException(Mark::null_mark(), "more than one document");
    }
    return std::move(reader.root);
  } catch (const YAML::Exception& error) {
    throw core::Error(core::Exit::bug, "bad-data-file", {{"file", name}, {"reason", error.what()}});
  }
}

} // namespace yaml
