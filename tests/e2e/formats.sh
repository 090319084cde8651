#!/usr/bin/env bash
# What machines are given is read by readers of other people's making, and each reader can fail.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

readers=$source_dir/tests/readers
writer=${BUILD_DIR:-}/bin/test_export
if [ ! -x "$writer" ]; then
  echo "SKIPPED formats: BUILD_DIR names no build tree with bin/test_export"
  finish
  exit
fi
export PYTHONDONTWRITEBYTECODE=1

# reader NAME FILE [EXPECTED]: what it read is in $out, its complaint in $err.
reader() {
  local name=$1
  shift
  out=$("$readers/$name.py" "$@" 2>"$work/.err")
  code=$?
  err=$(cat "$work/.err")
}

formats=(ics:ics junit:junit.xml sarif:sarif github:github gitlab:gitlab.json)
lists=(usual hostile registers redacted empty)

t "the unit tests write every list in every format"
mkdir written again
out=$(PVTOOL_FORMATS="$work/written" "$writer" 2>&1)
code=$? err=
exits 0
same "$(find written -type f | grep -c .)" 30

t "another run, in another zone and locale, writes the same bytes"
out=$(TZ=Asia/Tokyo LC_ALL=C PVTOOL_FORMATS="$work/again" "$writer" 2>&1)
exits 0
same "$(diff -r written again)" ""

for list in "${lists[@]}"; do
  for format in "${formats[@]}"; do
    t "$list.${format#*:} is read, and says what the clocks say"
    reader "${format%%:*}" "written/$list.${format#*:}" "written/$list.expected.json"
    exits 0
    same "$err" ""
  done
done

t "a reader tells what it read"
reader ics written/usual.ics
same "$(value todos.2.due)" 2026-10-08T16:00:00+00:00
same "$(value events.4.alarms)" "[-86400, -7200]"
reader github written/hostile.github
same "$(value commands.0.message)" "$(printf '2026-1000: two\nlines\nand\nmore (two\nlines\nand\nmore)')"
reader junit written/registers.junit.xml
same "$(value suites.0.name)" "Bø & Sønner"
reader sarif written/hostile.sarif
says 'saker/æøå 100%,a:b;c#d?.yaml'

# fault READER FILE EXPRESSION SAYS: the file after that sed is refused for that reason, in one line.
fault() {
  sed -E -- "$3" "written/$2" >"planted-$2"
  if cmp -s "written/$2" "planted-$2"; then bad "nothing was planted: $3" ""; else ok; fi
  reader "$1" "planted-$2" "${5:-written/usual.expected.json}"
  exits 1
  says "$4"
  same "$(grep -c . <<<"$err")" 1
  same "$out" ""
}

t "a fault in a calendar is noticed"
fault ics usual.ics 's/\r$//' "the last line does not end with CR LF"
fault ics usual.ics '5s/\r$//' "line 5 ends without CR LF"
fault ics usual.ics "s/^(SUMMARY:2026-0001).*/\\1$(printf 'x%.0s' {1..70})\\r/" "has 87 octets"
fault ics usual.ics '5s/^/\x07/' "the control character U+0007"
fault ics usual.ics '5s/$/\xC3/' "not UTF-8"
fault ics usual.ics '0,/-event@pvtool/s/-event@pvtool/-todo@pvtool/' "the UID stands twice"
fault ics usual.ics '0,/^DTSTAMP/{/^DTSTAMP/d}' "no DTSTAMP"
fault ics usual.ics '0,/^(DTSTAMP:.*)Z/s/^(DTSTAMP:.*)Z/\1/' "DTSTAMP is no time in UTC"
fault ics usual.ics '0,/^DTSTAMP:2026/s/^DTSTAMP:2026/DTSTAMP:x/' "VEVENT"
fault ics usual.ics '0,/^(DUE:.*)37/s/^(DUE:.*)37/\138/' "due at 2026-10-08T12:38:00+00:00"
fault ics usual.ics '0,/^DUE/{/^DUE/d}' "an event or a DUE is missing"
fault ics usual.ics '0,/^DTEND/{/^DTEND/d}' "an event without DTSTART or DTEND"
fault ics usual.ics '0,/^DTEND:20261008/s/^DTEND:20261008/DTEND:20261007/' "DTEND is not after DTSTART"
fault ics usual.ics 's/;VALUE=DATE//' "is a day without VALUE=DATE"
fault ics usual.ics '/^BEGIN:VALARM/,/^END:VALARM/d' "0 alarms, and it is soon"
fault ics usual.ics 's/:-PT2H/:PT2H/' "an alarm that is not before the end"
fault ics usual.ics 's/;RELATED=END//' "an alarm that counts from the beginning"
fault ics usual.ics '/^ACTION/d' "an alarm without ACTION:DISPLAY"
fault ics usual.ics '0,/^STATUS:COMPLETED/s/^STATUS:COMPLETED/STATUS:NEEDS-ACTION/' "COMPLETED, but not its STATUS"
fault ics usual.ics '0,/^STATUS:.*/s/^STATUS:.*/STATUS:LATE\r/' "the STATUS LATE"
fault ics usual.ics 's/^(VERSION.*)/\1\nMETHOD:PUBLISH\r/' "a METHOD"
fault ics usual.ics '/^VERSION/d' "not VERSION:2.0"
fault ics usual.ics '/^PRODID/d' "no PRODID"
fault ics usual.ics 's/VEVENT/VJOURNAL/' "a part that readers drop"
fault ics usual.ics '/^END:VCALENDAR/d' "calendar"
fault ics usual.ics 's/^(SUMMARY:2026-0009: ).*/\1nothing\r/' "expected 'notify the authority'"
fault ics usual.ics 's/^CATEGORIES:met/CATEGORIES:late/' "state is 'late', expected 'met'"

t "a fault in a JUnit file is noticed"
fault junit usual.junit.xml 's/failures="2"/failures="3"/' "failures is 3, and there are 2"
fault junit usual.junit.xml 's/&#10;|2026-0001:/& <b/' "against junit.xsd"
fault junit usual.junit.xml 's/ classname="[^"]*"//' "against junit.xsd"
fault junit usual.junit.xml 's/timestamp="([^"]*)"/timestamp="\1+02:00"/' "against junit.xsd"
fault junit usual.junit.xml 's/<(.?)failure/<\1failed/g' "against junit.xsd"
fault junit usual.junit.xml 's/type="overdue"//' "against junit.xsd"
fault junit usual.junit.xml 's/line="12"/line="0"/' "against junit.xsd"
fault junit usual.junit.xml '3s/name="/&\x01/' "the control character U+0001"
fault junit usual.junit.xml 's/&(.*)/\1/; s/cases\/2026\/2026-0004/\/etc/' "no path below the root"
fault junit registers.junit.xml 's/ \(2\)"/"/' "a test case stands twice" written/registers.expected.json
fault junit usual.junit.xml 's/12"( time="0"\/>)/13"\1/' "no test case for"
fault junit usual.junit.xml 's/message="notify the authority: 2026-0001"/message="other"/' "no test case for"

t "a fault in a SARIF file is noticed"
fault sarif usual.sarif '/^}/d' "not JSON"
fault sarif usual.sarif 's/"version": "2.1.0"/"version": "2.0.0"/' "version: '2.1.0' was expected"
fault sarif usual.sarif '0,/"level": "error"/s/"level": "error"/"level": "fatal"/' "results/0/level"
fault sarif usual.sarif '0,/"uri": "/s/"uri": "/&a b/' "artifactLocation/uri"
fault sarif usual.sarif '0,/"uri": "/s/"uri": "/&\//' "no path below the root"
fault sarif usual.sarif '0,/"startLine": 12/s/"startLine": 12/"startLine": 0/' "startLine"
fault sarif usual.sarif 's/"message": \{/"massage": {/' "'message' is a required property"
fault sarif usual.sarif '0,/"ruleId": "/s/"ruleId": "/&x/' "a result of a rule that is not listed"
fault sarif usual.sarif 's/(LineHash": ")[^"]*/\1x/' "the fingerprint stands twice"
fault sarif usual.sarif '0,/"startLine": 12/s/"startLine": 12/"startLine": 13/' "line is 13, expected 12"
fault sarif registers.sarif 's/deadline\/Nes/deadline\/B%C3%B8%20%26%20S%C3%B8nner/' "the category stands twice" \
  written/registers.expected.json

t "a fault in a report for GitLab is noticed"
fault gitlab usual.gitlab.json 's/"check_name"/"check"/' "check"
fault gitlab usual.gitlab.json 's/"severity": "minor"/"severity": "warning"/' "severity"
fault gitlab usual.gitlab.json 's/"severity": "minor"/"severity": "critical"/' "severity is 'critical', expected 'minor'"
fault gitlab usual.gitlab.json 's/"begin": 12/"begin": 0/' "lines/begin"
fault gitlab usual.gitlab.json 's/"path": "/&.\//' "no path below the root"
fault gitlab usual.gitlab.json 's/"fingerprint": "[^"]*"/"fingerprint": "x"/' "the fingerprint stands twice"
fault gitlab usual.gitlab.json 's/"(description|check_name)": /"check_name": /' "a key stands twice"
fault gitlab usual.gitlab.json 's/notify/forget/' "the words are others"

t "a fault in GitHub's commands is noticed"
fault github usual.github '1s/::error /:error /' "no command"
fault github usual.github '1s/notify/100 % &/' "a stray '% n'"
fault github usual.github '1s/title=/title=a%2Xb/' "a stray '%2X'"
fault github usual.github '1s/notify/&\n/' "line 2: no command"
fault github usual.github '1s/$/\r/' "a line that does not end with a line feed alone"
fault github usual.github '1s/title=/title=a,b/' "the property"
fault github usual.github '1s/file=/file=\//' "no path below the root"
fault github usual.github '1s/line=12/line=x/' "line=x"
fault github usual.github '1s/line=12/line=13/' "line is 13, expected 12"
fault github usual.github '1s/error/warning/' "level is 'warning', expected 'error'"
fault github usual.github '1d' "4 entries, expected 5"
fault github usual.github '1s/::2026.*/::words/' "the words are others"

t "a reader without a file is refused"
for format in "${formats[@]}"; do
  reader "${format%%:*}" nowhere
  exits 1
  says "nowhere: No such file or directory"
done
finish
