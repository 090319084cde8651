#!/usr/bin/env bash
# The program as it is installed: from a prefix of its own, and as a Debian package.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

skip() {
  printf 'installed: SKIPPED %s: %s\n' "$1" "$2" >&2
}
skip_all() {
  skip "everything" "$1"
  finish
  exit
}
build=${BUILD_DIR:-}
[ -n "$build" ] || skip_all "BUILD_DIR does not name a build tree"
[ -f "$build/CMakeCache.txt" ] || skip_all "$build is no build tree"
command -v cmake >/dev/null || skip_all "cmake is missing"
build=$(cd "$build" && pwd)

t "cmake --install puts the program and its data below the prefix"
cmake --install "$build" --prefix "$work/first" >"$work/log" 2>&1
code=$?
out=$(tail -n 5 "$work/log") err=''
exits 0
# Moved: what was compiled in cannot lead back to where it was built or first installed.
mv "$work/first" "$work/moved here"
prefix="$work/moved here"
true_that test -x "$prefix/bin/pvtool"
true_that test -f "$prefix/share/pvtool/schemas/breach/kind.yaml"
true_that test -f "$prefix/share/pvtool/templates/text/nb/terminal.yaml"

t "nothing that is installed leads into the source or the build tree"
same "$(find "$prefix" -type l)" ""
same "$(grep -rlIF -e "$source_dir" -e "$build" "$prefix" || true)" ""
same "$(diff -r "$source_dir/schemas" "$prefix/share/pvtool/schemas")" ""
same "$(diff -r --exclude=docx --exclude=odt "$source_dir/templates" "$prefix/share/pvtool/templates")" ""

# Without the source tree: where namespaces can be had it is hidden, else the data that is read is
# watched.
t "the installed program works from / and reads no file of the source or build tree"
PVTOOL="$prefix/bin/pvtool"
cat >"$work/day" <<'END'
set -e
cd /
"$PVTOOL" --version
"$PVTOOL" --help
"$PVTOOL" explain time-order
"$PVTOOL" report --form >"$1/form.yaml"
"$PVTOOL" init "$1/register" --language nn
cd "$1/register"
"$PVTOOL" report --from "$1/letter.yaml"
"$PVTOOL" assess 2026-0001
"$PVTOOL" deadline --check
"$PVTOOL" validate
END
cp "$source_dir/tests/data/breach/valid/letter.yaml" "$work/letter.yaml"
export PVTOOL
if unshare --mount --map-root-user true 2>/dev/null; then
  # shellcheck disable=SC2016
  out=$(unshare --mount --map-root-user bash -c '
    mount -t tmpfs none "$1" && { case $2/ in "$1"/*) ;; *) mount -t tmpfs none "$2" ;; esac; } &&
      ! test -e "$1/CMakeLists.txt" && bash "$3" "$4"' bash "$source_dir" "$build" "$work/day" "$work" 2>&1)
  code=$?
  exits 0
elif command -v strace >/dev/null; then
  strace -f -e trace=openat,open,execve -o "$work/trace" bash "$work/day" "$work" >"$work/log" 2>&1
  code=$?
  out=$(tail -n 5 "$work/log")
  exits 0
  same "$(grep -F -e "\"$source_dir/" -e "\"$build/" "$work/trace" | head -n 3)" ""
else
  skip "the hidden source tree" "neither unshare nor strace can be used; the program runs all the same"
  bash "$work/day" "$work" >"$work/log" 2>&1
  code=$?
  out=$(tail -n 5 "$work/log")
  exits 0
fi
same "$(git -C "$work/register" log --format=%s | head -n 1)" "2026-0001: assess: high risk in law, medium category"
true_that test -f "$work/register/.pvtool/schemas/breach/case.schema.json"

t "through a symbolic link on the path it finds its data too"
mkdir "$work/bin"
ln -s "$prefix/bin/pvtool" "$work/bin/pvtool"
out=$(cd / && PATH="$work/bin:$PATH" pvtool --register "$work/register" list 2>&1)
code=$?
exits 0

t "without its data it says so, and is no crash: exit 7"
cp -r "$prefix" "$work/without"
rm -r "$work/without/share/pvtool"
PVTOOL="$work/without/bin/pvtool"
run list
exits 7
says data-folder-missing
PVTOOL="$prefix/bin/pvtool"

for tool in cpack dpkg-deb dpkg-shlibdeps; do
  if ! command -v "$tool" >/dev/null; then
    skip "the Debian package" "$tool is missing"
    finish
    exit
  fi
done

t "cpack makes a Debian package"
mkdir "$work/package"
(cd "$work/package" && cpack -G DEB --config "$build/CPackConfig.cmake" -B "$work/package" >"$work/log" 2>&1)
code=$?
out=$(tail -n 5 "$work/log") err=''
exits 0
package=$(find "$work/package" -maxdepth 1 -name 'pvtool_*.deb' | head -n 1)
true_that test -f "$package"

t "the package depends on the libraries that it uses, and on the zones"
information=$(dpkg-deb -I "$package")
depends=$(dpkg-deb -f "$package" Depends)
for library in libgit2 libyaml-0 libyaml-cpp libfmt libsodium libjemalloc tzdata libc6 'libstdc++'; do
  true_that grep -qF -- "$library" <<<"$depends"
done
for program in weasyprint pandoc fonts-liberation; do
  true_that grep -qF -- "$program" <<<"$(dpkg-deb -f "$package" Recommends)"
done
true_that grep -q '^ Package: pvtool$' <<<"$information"
true_that grep -qE '^ Version: [0-9]' <<<"$information"
true_that grep -qE '^ Description: .+' <<<"$information"

t "the package holds the program, its data, examples and man pages, and nothing of the tests"
contents=$(dpkg-deb -c "$package" | awk '{print $6}')
for file in /bin/pvtool /share/pvtool/schemas/common.schema.json /share/pvtool/schemas/breach/case.schema.json \
  /share/pvtool/schemas/breach/law.yaml /share/pvtool/templates/profiles/domstol.yaml /share/pvtool/templates/profiles/kommune.example.yaml /share/pvtool/templates/text/nn/findings.yaml \
  /share/pvtool/templates/letter/page.html /share/pvtool/office/letter.docx /share/pvtool/office/letter.odt; do
  true_that grep -qx "\./usr$file" <<<"$contents"
done
true_that grep -qE '/man/man1/pvtool[a-z-]*\.1(\.gz)?$' <<<"$contents"
true_that grep -qE '/man/man5/[a-z.-]+\.5(\.gz)?$' <<<"$contents"
same "$(grep -E '/templates/letter/(docx|odt)' <<<"$contents")" ""
same "$(grep -E '/(tests?|test_[a-z]+|\.git)(/|$)|\.(cpp|hpp|a)$' <<<"$contents")" ""

t "the package unpacked is the same program"
dpkg-deb -x "$package" "$work/unpacked"
PVTOOL="$work/unpacked/usr/bin/pvtool"
cd / || exit 1
run --register "$work/register" validate
exits 0
run --version
exits 0
same "$out" "$("$prefix/bin/pvtool" --version)"
finish
