// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace audit {

// Numbers that are published together, and what everybody knows of how they hang together: `parts`
// add up to `whole` (exact); or, where cases may stand in several parts, each part is at most the
// whole and together they are at least as many (overlapping); or, where a case may stand in one
// part several times, only the latter (covering).
struct Sum {
  std::size_t whole = 0;
  std::vector<std::size_t> parts;
  enum class Kind { exact, overlapping, covering } kind = Kind::exact;
};

// What is lost when a number is hidden. One that is printed nowhere, but follows from others, costs
// nothing; a total is hidden last.
enum class Worth { unprinted, part, total, grand_total };

struct Cells {
  std::vector<std::int64_t> numbers; // none is negative
  std::vector<Worth> worth;
  std::vector<Sum> sums;

  std::size_t add(std::int64_t number, Worth worth = Worth::part);
};

// Which cells to hide, so that no number from 1 to `limit` - 1 is told, and none can be computed
// back (complementary suppression): for every such cell there is another set of whole numbers that
// agrees with all that is shown, in which it is `limit` or more; and for every other hidden cell
// that would be printed one in which it is another number. A reader may know that no hidden number
// is 0, since zeros are shown; they tell of nobody.
std::vector<bool> hidden_cells(const Cells& cells, std::int64_t limit);

} // namespace audit
