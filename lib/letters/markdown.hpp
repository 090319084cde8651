// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace letters {

// Text as Markdown that shows exactly this text, on one line: nothing in it marks up, links,
// starts a list or ends the paragraph. Control characters and those that turn the direction of
// writing are shown as U+FFFD, line breaks as spaces.
std::string escaped(std::string_view text);
// The same for a text that stands behind words on its line, where it begins no block: "17. mai" is
// no item of a list there.
std::string escaped_inside(std::string_view text);

// The bytes of an image of the template folder by the name that Markdown gives it, as a data: URI;
// nothing when there is none of that name.
using Images = std::function<std::optional<std::string>(std::string_view name)>;

// Markdown (CommonMark, with tables) as an HTML fragment. Raw HTML is left out, links are kept only
// to https:, http:, mailto: and tel:, images only as `images` knows them.
std::string html_of(std::string_view markdown, const Images& images = {});

// What of a Markdown text no document takes up, and on which line of it.
struct Dropped {
  enum class What { html, link };
  What what = What::html;
  int line = 0;
};
std::vector<Dropped> dropped_from(std::string_view markdown);

// The same as plain text, lines at most `width` columns wide where words allow it; tables as
// aligned columns or, when too wide, as "heading: content" lines.
std::string plain_of(std::string_view markdown, int width = 78);

} // namespace letters
