#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Build with warnings as errors and run every test: unit tests, end-to-end scripts, lint.
#   tests/run.sh           minutes; no office suite, no browser
#   tests/run.sh --full    the same again under the address and undefined behaviour sanitizers
# The last line counts what passed, failed and was skipped; each skip is named before it.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
# shellcheck source=tests/packages.sh
. tests/packages.sh

full=no
case "${1:-}" in
'') ;;
--full) full=yes ;;
*) echo "usage: tests/run.sh [--full]" >&2 && exit 2 ;;
esac

passed=0
failed=0
skips=()
count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
}

# build FOLDER OPTIONS...: configure and build; a failure ends the run.
build() {
  local folder=$1
  shift
  local launcher=()
  command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  echo "== build $folder"
  if ! cmake -S . -B "$folder" -G Ninja -DPVTOOL_WERROR=ON "${launcher[@]}" "$@" >"$folder.log" 2>&1 ||
    ! cmake --build "$folder" >>"$folder.log" 2>&1; then
    grep -E 'error|FAILED|warning' "$folder.log" | head -40
    tail -5 "$folder.log"
    echo "the build failed; the whole output is in $folder.log"
    exit 1
  fi
}

unit_tests() {
  local program output line
  for program in "$1"/bin/test_*; do
    echo "== $program"
    output=$("$program" 2>&1)
    local code=$?
    line=$(grep -a 'test cases:' <<<"$output" | tail -1)
    local good bad
    good=$(sed -E 's/.*\| *([0-9]+) passed.*/\1/' <<<"$line")
    bad=$(sed -E 's/.*\| *([0-9]+) failed.*/\1/' <<<"$line")
    if [ "$code" -ne 0 ] || [ -z "$line" ]; then
      printf '%s\n' "$output" | tail -60
      [ "${bad:-0}" -gt 0 ] 2>/dev/null || bad=1
    else
      grep -a '^case  \|confirmed' <<<"$output" # the table of published cases
    fi
    count "${good:-0}" "${bad:-0}"
  done
}

# one_script SCRIPT FOLDER: run it; what it says and its exit code stand in FOLDER.
one_script() {
  local name
  name=$(basename "$1" .sh)
  bash "$1" >"$2/$name.log" 2>&1
  echo "$?" >"$2/$name.code"
}
export -f one_script

# Every script in a folder of its own, so as many at a time as there are processors.
end_to_end() {
  local script name output code line logs
  logs=$(mktemp -d)
  mapfile -t e2e < <(printf '%s\n' tests/e2e/*.sh tests/attacks/*.sh | grep -v '/lib.sh$')
  echo "== end to end: ${#e2e[@]} scripts"
  # shellcheck disable=SC2016  # the inner shell expands
  printf '%s\n' "${e2e[@]}" | PVTOOL="$PWD/$1/bin/pvtool" BUILD_DIR="$PWD/$1" \
    xargs -P "$(nproc)" -I{} bash -c 'one_script "$1" "$2"' _ {} "$logs"
  for script in "${e2e[@]}"; do
    name=$(basename "$script" .sh)
    echo "== $script"
    output=$(cat "$logs/$name.log")
    code=$(cat "$logs/$name.code")
    line=$(grep -aE '^[a-z_-]+: [0-9]+ passed, [0-9]+ failed$' <<<"$output" | tail -1)
    while IFS= read -r skip; do
      skips+=("$script: ${skip#SKIPPED }")
    done < <(grep -a '^SKIPPED ' <<<"$output")
    if [ "$code" -ne 0 ] || [ -z "$line" ]; then
      printf '%s\n' "$output"
    fi
    if [ -z "$line" ]; then
      count 0 1
    else
      count "$(sed -E 's/.*: ([0-9]+) passed.*/\1/' <<<"$line")" "$(sed -E 's/.*, ([0-9]+) failed/\1/' <<<"$line")"
    fi
  done
  rm -rf "$logs"
}

# check NAME COMMAND...: one lint check.
check() {
  local name=$1 output
  shift
  echo "== lint: $name"
  if output=$("$@" 2>&1); then
    count 1 0
  else
    printf '%s\n' "$output" | head -40
    count 0 1
  fi
}

lint() {
  local sources scripts
  mapfile -t sources < <(git ls-files '*.cpp' '*.hpp')
  mapfile -t scripts < <(git ls-files '*.sh' .ci/run)
  check format clang-format --dry-run -Werror "${sources[@]}"
  check layers python3 tests/lint/layers.py .
  check shellcheck shellcheck -x "${scripts[@]}"
}

need "${build_packages[@]}" "${test_packages[@]}" || exit 1
# What only reads the documents may be missing: what it would have read is skipped, and named.
if [ "$full" = yes ] && ! need "${full_packages[@]}"; then
  for package in "${full_packages[@]}"; do
    need "$package" || echo "not installed: $package"
  done
fi
mkdir -p build
build build/test -DCMAKE_BUILD_TYPE=RelWithDebInfo
unit_tests build/test
end_to_end build/test
lint
if [ "$full" = yes ]; then
  build build/asan -DCMAKE_BUILD_TYPE=Debug -DPVTOOL_SANITIZE=address,undefined
  export LSAN_OPTIONS="suppressions=$PWD/tests/lint/leaks.supp:print_suppressions=0"
  export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 PVTOOL_SANITIZED=yes
  unit_tests build/asan
  end_to_end build/asan
fi

for skip in "${skips[@]+"${skips[@]}"}"; do
  echo "SKIPPED $skip"
done
echo "$passed passed, $failed failed, ${#skips[@]} skipped"
[ "$failed" -eq 0 ]
