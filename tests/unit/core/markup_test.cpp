// SPDX-License-Identifier: MIT
#include "core/markup.hpp"

#include <doctest/doctest.h>

using core::in_markup;

TEST_CASE("text in markup cannot end its element or its attribute") {
  CHECK(in_markup("</p><script>") == "&lt;/p&gt;&lt;script&gt;");
  CHECK(in_markup("\" onload=\"x") == "&quot; onload=&quot;x");
  CHECK(in_markup("&lt; & ]]>") == "&amp;lt; &amp; ]]&gt;");
  CHECK(in_markup("a\n\tb") == "a&#10;&#9;b");
  CHECK(in_markup("Ærlig 'tale' {{name}}") == "Ærlig 'tale' {{name}}");
  CHECK(in_markup("") == "");
}
