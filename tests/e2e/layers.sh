#!/usr/bin/env bash
# The layers of the design hold in the tree, and a wrong #include is noticed.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

layers() {
  out=$(python3 "$source_dir/tests/lint/layers.py" "$1" 2>&1)
  code=$?
  err=""
}
mkdir tree
cp -r "$source_dir/CMakeLists.txt" "$source_dir/cmd" "$source_dir/lib" tree/

t "the tree keeps to the layers"
layers "$source_dir"
exits 0
same "$out" ""
layers tree
exits 0

# plant FILE LINE SAYS: with this line at the end of a file, the check fails and names file and line.
plant() {
  local number
  cp "tree/$1" kept
  echo "$2" >>"tree/$1"
  number=$(grep -c '' "tree/$1")
  layers tree
  exits 1
  says "$1:$number: $3"
  same "$(grep -c . <<<"$out")" 1
  cp kept "tree/$1"
}

t "core sees nothing above it, and no file, clock or stream library"
plant lib/core/value.cpp '#include "system/clock.hpp"' "core may not include system/clock.hpp"
plant lib/core/value.hpp '#include "casebook/book.hpp"' "core may not include casebook/book.hpp"
plant lib/core/path.cpp '#include <git2.h>' "core may not include git2.h"
plant lib/core/path.cpp '#include <unistd.h>' "core may not include unistd.h"
plant lib/core/time.cpp '#include <date/tz.h>' "core may not include date/tz.h"

t "modules beside each other do not see each other"
plant lib/yaml/edit.cpp '#include "schema/schema.hpp"' "yaml may not include schema/schema.hpp"
plant lib/register/files.cpp '#include "yaml/document.hpp"' "register may not include yaml/document.hpp"

t "each foreign library stands behind its own module"
plant cmd/list.cpp '#include <yaml.h>' "cmd may not include yaml.h"
plant lib/casebook/book.cpp '#include <nlohmann/json.hpp>' "casebook may not include nlohmann/json.hpp"
plant lib/schema/read.cpp '  #  include <git2.h>' "schema may not include git2.h"
plant lib/casebook/book.cpp '#include <libical/ical.h>' "casebook may not include libical/ical.h"

t "a module without a layer is noticed"
mkdir tree/lib/stray
layers tree
exits 1
says "lib/stray"
rmdir tree/lib/stray

t "the copy without what was planted passes again"
layers tree
exits 0
finish
