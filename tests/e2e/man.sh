#!/usr/bin/env bash
# The man pages say what the program does: options, commands, exit codes, facts and examples.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

man_dir=$source_dir/man
mkdir -p "$work/bin"
printf '#!/bin/sh\nexec "%s" "$@"\n' "$PVTOOL" >"$work/bin/pvtool"
chmod +x "$work/bin/pvtool"
export PATH="$work/bin:$PATH"

# roff_text: what a reader would see of roff lines, for the few escapes that the pages use.
roff_text() {
  sed -e "s/\\\\-/-/g; s/\\\\(aq/'/g; s/\\\\(ga/\`/g; s/\\\\(ti/~/g; s/\\\\(ha/^/g; s/\\\\&//g; s/\\\\e/\\\\/g"
}

# section PAGE NAME: the lines of one section of a page.
section() { awk -v name="$2" '/^\.Sh /{on = ($0 == ".Sh " name); next} on' "$man_dir/$1"; }

# help_section NAME: the lines below a heading of a help page on standard input.
help_section() { awk -v name="$1" '$0 == name ":"{on = 1; next} /^[^ ]/ || /^$/{on = 0} on'; }

# options_of_help: "--reason TEXT", one a line, sorted, from a help page on standard input.
options_of_help() {
  help_section Options | sed -nE 's/^  (-[^ ].*)$/\1/p' |
    sed -E 's/^-h,--help.*/--help/; s/ \(Env:[A-Z_]*\).*//; s/ \(required\).*//; s/:\{[^}]*\}.*//' |
    awk '{ if (match($0, /  /)) $0 = substr($0, 1, RSTART - 1); sub(/ \.\.\.$/, ""); print }' | sort
}

# options_of_page PAGE SECTION: the same from the .It lines of a page.
options_of_page() {
  section "$1" "$2" | roff_text | sed -nE 's/^\.It Fl (h , Fl )?-(.*)$/--\2/p' |
    sed -E 's/ Ar / /; s/ \.\.\.$//' | sort
}

arguments_of_help() { help_section Arguments | sed -nE 's/^  ([^ ]+).*/\1/p' | sort; }
arguments_of_page() { section "$1" OPTIONS | roff_text | sed -nE 's/^\.It Ar ([^ ]+).*/\1/p' | sort; }

# codes_of PAGE: the exit codes that a page lists.
codes_of() { section "$1" 'EXIT STATUS' | sed -nE 's/^\.It ([0-9]+)$/\1/p' | sort -n | tr '\n' ' '; }

lists_code() { grep -qw -- "$2" <<<"$(codes_of "$1")"; }

commands=$("$PVTOOL" --help | help_section Commands | sed -nE 's/^  ([a-z]+) .*/\1/p' | sort)

t 'help names commands, and each has a page'
same "$commands" "$(cd "$man_dir" && printf '%s\n' pvtool-*.1 | sed -E 's/^pvtool-(.*)\.1$/\1/' | sort)"
true_that [ "$(wc -w <<<"$commands")" -ge 15 ]
for command in $commands; do
  t "the overview names $command"
  same "$(section pvtool.1 COMMANDS | grep -cxF ".It Xr pvtool-$command 1")" 1
done

t 'the settings stand in the overview, and nothing else'
same "$(options_of_page pvtool.1 OPTIONS)" "$("$PVTOOL" --help | options_of_help)"
for command in $commands; do
  page=pvtool-$command.1
  help=$("$PVTOOL" "$command" --help)
  t "$page has the options of its help"
  same "$(options_of_page "$page" OPTIONS)" "$(options_of_help <<<"$help")"
  true_that grep -qx -- --help <<<"$(options_of_help <<<"$help")"
  t "$page has the arguments of its help"
  same "$(arguments_of_page "$page")" "$(arguments_of_help <<<"$help")"
  t "the synopsis of $page has every option and no other"
  same "$(section "$page" SYNOPSIS | roff_text | sed -nE 's/.*Fl (-[a-z-]+).*/-\1/p' | sort -u)" \
    "$(options_of_help <<<"$help" | sed -E 's/ .*//' | grep -vx -- --help | sort -u)"
  t "$page has all sections"
  for name in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
    same "$(grep -cx ".Sh $name" "$man_dir/$page")" 1
  done
done

t 'exit codes: the overview has those of the program, each page some of them'
known=$(awk '/^enum class Exit/{on = 1; next} /^};/{on = 0} on' "$source_dir/lib/core/error.hpp" |
  sed -nE 's/.*= ([0-9]+),.*/\1/p' | tr '\n' ' ')
same "$(codes_of pvtool.1)" "$known"
for command in $commands; do
  page=pvtool-$command.1
  t "exit codes of $page"
  for code in $(codes_of "$page"); do true_that grep -qw "$code" <<<"$known"; done
  for code in 0 2 7 70 130; do true_that lists_code "$page" "$code"; done
  # What the help page names, "Exit codes: 6 when ...", stands in the page.
  for code in $("$PVTOOL" "$command" --help | sed -n '/^Exit codes/,$p' | grep -oE '(^|[ :.])[1-7] when' | grep -oE '[1-7]'); do
    true_that lists_code "$page" "$code"
  done
  run "$command" --no-such-option
  exits 2
done
for command in $commands; do
  page=pvtool-$command.1
  t "$command where there is no register gives a code of its page"
  case $command in
  init | explain) continue ;;
  action) arguments=('done' 2026-0001 1) ;;
  set) arguments=(2026-0001 title=x) ;;
  log) arguments=(2026-0001 text) ;;
  audit) arguments=(anchor) ;;
  reopen) arguments=(2026-0001 --reason text) ;;
  report) arguments=(--set title=x) ;;
  deadline | validate | list | next) arguments=() ;;
  *) arguments=(2026-0001) ;;
  esac
  run "$command" "${arguments[@]}"
  exits 3
  true_that lists_code "$page" 3
done

for schema in "$source_dir"/schemas/*/case.schema.json; do
  kind=$(basename "$(dirname "$schema")")
  t "the page of the kind $kind names its facts and their values, and no other"
  same "$(python3 "$source_dir/tests/e2e/man_facts.py" "$source_dir" "$kind" 2>&1)" ''
done

# prepared HOW: an empty folder, an empty register, one with the case of a letter, or a sample register.
prepared() {
  cd "$work" || exit 1
  rm -rf "$work/place"
  mkdir "$work/place"
  cd "$work/place" || exit 1
  case $1 in
  empty) ;;
  sample) "$PVTOOL" init . --profile kommune --example --language en >/dev/null || exit 1 ;;
  *) "$PVTOOL" init . --language en >/dev/null || exit 1 ;;
  esac
  [ "$1" != letter ] || report_good
  cp -R "$work/files/." .
}

# examples PAGE: run the marked blocks in order. A block `.\" run HOW` starts in a place prepared
# as HOW says ("same": where the last one ended); `.\" file NAME` is written to that file; a command
# exits 0 or as `.\" exit N` before it says; the lines below it must all be in its output, with
# whatever space between the words.
examples() {
  local page=$1 line mode='' expected=0 file='' how='' text="" listed
  listed=$(codes_of "$page")
  rm -rf "$work/files"
  mkdir -p "$work/files"
  out='' err=''
  while IFS= read -r line; do
    case $line in
    '.\" run '*)
      how=${line#'.\" run '}
      mode='run'
      [ "$how" = same ] || prepared "$how"
      ;;
    '.\" file '*)
      file=${line#'.\" file '}
      mkdir -p "$work/files/$(dirname "$file")"
      mode='file'
      : >"$work/files/$file"
      ;;
    '.\" exit '*) expected=${line#'.\" exit '} ;;
    .Bd*) [ -z "$mode" ] || mode=in-$mode ;;
    .Ed*) case $mode in in-*) mode='' ;; esac ;;
    '$ cd '*)
      if [ "$mode" = in-run ]; then cd "${line#'$ cd '}" || bad "no folder: $line"; fi
      ;;
    '$ '*)
      [ "$mode" = in-run ] || continue
      t "$page: $line"
      ran=$((ran + 1))
      out=$(bash -c "${line#'$ '}" 2>"$work/.err" </dev/null)
      code=$?
      err=$(cat "$work/.err")
      exits "$expected"
      case $line in
      '$ pvtool '* | *' pvtool '*)
        [ -z "$listed" ] || true_that grep -qw "$code" <<<"$listed"
        ;;
      esac
      expected=0
      ;;
    *)
      case $mode in
      in-file) printf '%s\n' "$line" >>"$work/files/$file" ;;
      in-run)
        text=$(sed -E 's/ +/ /g; s/^ //; s/ $//' <<<"$line")
        if [ "$text" = ... ] || grep -qF -- "$text" <<<"$(tr -s ' ' <<<"$out$err")"; then
          ok
        else
          bad "does not say: $text" "$out" "$err"
        fi
        ;;
      esac
      ;;
    esac
  done < <(roff_text <"$man_dir/$page")
  cd "$work" || exit 1
}

for page in "$man_dir"/*.[15]; do
  ran=0
  examples "$(basename "$page")"
  t "$(basename "$page") has examples that run"
  true_that [ "$ran" -ge 1 ]
done

if command -v mandoc >/dev/null; then
  for page in "$man_dir"/*.[15]; do
    t "mandoc finds no fault in $(basename "$page")"
    same "$(mandoc -T lint -W warning "$page" 2>&1)" ''
  done
else
  echo 'SKIPPED mandoc is not installed'
fi
# also PAGE: the pages that a page refers to at its end, as names of files.
also() { section "$1" 'SEE ALSO' | sed -nE 's/^\.Xr (pvtool[a-z-]*) ([0-9]).*/\1.\2/p' | sort; }

t 'the overview refers to every page, and the page of the facts to all that are about files'
same "$(also pvtool.1)" "$(cd "$man_dir" && printf '%s\n' pvtool*.[15] | grep -vx 'pvtool\.1' | sort)"
same "$(also pvtool-case.5 | grep '5$')" "$(cd "$man_dir" && printf '%s\n' pvtool*.5 | grep -vx 'pvtool-case\.5' | sort)"

t 'pages that are referred to exist'
while IFS= read -r name; do
  true_that [ -f "$man_dir/$name" ]
done < <(sed -nE 's/^\.(It )?Xr (pvtool[a-z-]*) ([0-9]).*/\2.\3/p' "$man_dir"/*.[15] | sort -u)

finish
