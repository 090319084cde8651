#!/usr/bin/env bash
# A catalogue of attacks on a register, each done with plain git on a fresh sample register, and what
# `pvtool audit verify` names it. The table at the end is the catalogue: what is done, what it is
# called, and which of the five questions is answered with no. What is innocent passes.
# shellcheck disable=SC2016  # sed's own dollars
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/../e2e/lib.sh"

first=cases/2026/2026-0001.yaml  # closed
second=cases/2026/2026-0002.yaml # open: a log, assessments, a decision, a document
third=cases/2026/2026-0003.yaml

# on TIME: when what comes next is committed; nothing is judged as of another moment.
on() {
  export GIT_AUTHOR_DATE="2026-$1:00+02:00" GIT_COMMITTER_DATE="2026-$1:00+02:00"
}
commit() { git commit -qam "$1"; }
# change FILE SED: edit a file and commit it by hand.
change() {
  sed -i -E "$2" "$1"
  ! git diff --quiet || bad "the attack changed nothing"
  commit "small things"
}

# Times of the program's own stamps: as if it were the time of the commit, and nothing said of it.
unset PVTOOL_NOW
make_base() {
  on 10-08T09:00
  "$PVTOOL" init "$work/base" --profile domstol --example --language en >/dev/null || exit 1
  cd "$work/base" || exit 1
  "$PVTOOL" --now "$GIT_AUTHOR_DATE" set 2026-0003 "title=Another word for it" >/dev/null || exit 1
  "$PVTOOL" --now "$GIT_AUTHOR_DATE" log 2026-0002 "asked the unit" >/dev/null || exit 1
  "$PVTOOL" --now "$GIT_AUTHOR_DATE" letter 2026-0002 deviation_report --format md --file >/dev/null || exit 1
  on 10-08T10:00
  "$PVTOOL" --now "$GIT_AUTHOR_DATE" log 2026-0003 "asked the unit" >/dev/null || exit 1
  "$PVTOOL" --now 2026-10-08T10:01 audit anchor --output "$work/anchor.txt" >/dev/null || exit 1
  sed 's/^time: .*/time: 2026-10-08T10:45:00+02:00/' "$work/anchor.txt" >"$work/late.txt"
  sed 's/^cases: ./&0/; s/^\(cases: .\{64\}\).*/\1/' "$work/anchor.txt" >"$work/altered.txt"
  "$PVTOOL" init "$work/other" --profile barnehage --example --language en >/dev/null || exit 1
  "$PVTOOL" --register "$work/other" audit anchor --output "$work/others.txt" >/dev/null || exit 1
  on 10-08T10:30
  cd "$work" || exit 1
}

# The same register, with signers and a first signed commit.
make_signed() {
  cp -r "$work/base" "$work/signed_base"
  cd "$work/signed_base" || exit 1
  for who in officer stranger; do ssh-keygen -q -t ed25519 -N '' -C "$who" -f "$work/$who"; done
  printf 'officer@example.invalid %s\n' "$(cut -d' ' -f1,2 "$work/officer.pub")" >.pvtool/allowed_signers
  sed -i 's/^policies:$/policies:\n  signatures: required/' pvtool.yaml
  grep -q 'signatures: required' pvtool.yaml || printf 'policies:\n  signatures: required\n' >>pvtool.yaml
  git config gpg.format ssh
  git config user.signingkey "$work/officer"
  git add -f .pvtool/allowed_signers pvtool.yaml
  git commit -q -S -m "signers"
  git config commit.gpgsign true
  on 10-08T10:35
  "$PVTOOL" --now "$GIT_AUTHOR_DATE" log 2026-0003 "signed" >/dev/null || exit 1
  on 10-08T10:40
  cd "$work" || exit 1
}

# fresh [BASE]: a copy of the sample register to be attacked.
fresh() {
  cd "$work" || exit 1
  rm -rf reg
  cp -r "${1:-base}" reg
  cd reg || exit 1
  on 10-08T10:50
}

# named NAME QUESTION: it is in the answer, as an error, and the question is answered with no.
named() {
  python3 -c '
import json, sys
result = json.load(sys.stdin)["result"]
answers = {one["question"]: one["answer"] for one in result["answers"]}
found = [one for one in result["named"] if one["name"] == sys.argv[1] and one["severity"] == "error"]
if not found or found[0]["question"] != sys.argv[2] or answers[sys.argv[2]] != "no":
    sys.exit(f"{sys.argv[1:]} is not in {result}")' "$@" <<<"$out" || bad "not named: $1 ($2)" "$out"
  ok
}

# attack WHAT NAME QUESTION [BASE] [OPTION...]: done, caught, and named.
attack() {
  t "$1 is named $2"
  fresh "${4:-base}"
  "$1" >/dev/null 2>&1 || bad "the attack itself failed"
  run --json audit verify "${@:5}"
  exits 5
  named "$2" "$3"
  run audit verify "${@:5}"
  exits 5
  says "$2"
}

# unknowable WHAT: what nobody can see without an anchor kept elsewhere.
unknowable() {
  t "$1 cannot be known without an anchor"
  fresh
  "$1" >/dev/null 2>&1 || bad "the attack itself failed"
  run audit verify
  exits 0
  says 'not asked'
}

innocent() {
  t "$1 is innocent"
  fresh "${2:-base}"
  "$1" >/dev/null 2>&1 || bad "it could not be done"
  run audit verify --anchor "$work/anchor.txt"
  exits 0
}

drop_title() {
  local dropped
  dropped=$(git log --format=%H --grep '^2026-0003: set')
  git rebase -q ${1:+"$1"} --onto "$dropped~1" "$dropped"
}
amended_commit() { on 10-08T11:00 && git commit -q --amend --no-edit --date 2026-10-08T10:00:00+02:00; }
dropped_commit() { on 10-08T11:00 && drop_title ""; }
dropped_with_dates() { drop_title --committer-date-is-author-date; }
cut_tail() { git reset -q --hard HEAD~1; }
regrown_tail() { git reset -q --hard HEAD~1 && sed -i 's/^log:$/&/; $a x_more: 1' $third && commit more && sed -i 's/x_more: 1/x_more: 2/' $third && commit more; }
rebased_history() { on 10-08T11:00 && git rebase -q --force-rebase HEAD~3; }
rewritten_alike() { on 10-08T10:00 && git commit -q --amend -m "2026-0003: log" --date "2026-10-08T10:00:00+02:00"; }
forged_author() { sed -i '$a x_note: 1' $third && git commit -qam note --author 'Leader <leader@example.invalid>'; }
backdated_commit() { on 10-01T10:00 && change $third '$a x_note: 1'; }
future_commit() { on 10-08T10:50 && GIT_AUTHOR_DATE=2099-01-01T00:00:00Z GIT_COMMITTER_DATE=2099-01-01T00:00:00Z change $third '$a x_note: 1'; }
deleted_case() { git rm -q $third && commit tidy; }
renumbered_case() { git mv $third cases/2026/2026-0004.yaml && sed -i 's/^id: 2026-0003/id: 2026-0004/' cases/2026/2026-0004.yaml && commit tidy; }
renumbered_in_two() {
  cp $third "$work/case" && deleted_case && sed 's/^id: 2026-0003/id: 2026-0004/' "$work/case" >cases/2026/2026-0004.yaml
  git add cases && commit new
}
edited_closed_case() { change $first 's/^title: .*/title: Nothing of note/'; }
edited_log_line() { change $third 's/asked the unit/asked nobody/'; }
same_size() {
  local blob
  blob=$(sed 's/asked the unit/asked the boss/' $third | git hash-object -w --stdin)
  [ "$(git cat-file -s "$blob")" = "$(git cat-file -s HEAD:$third)" ] || return 1
  git update-index --cacheinfo "100644,$blob,$third" && git commit -qm tidy
}
edited_document_record() { change $second 's/^( *)sha256: [0-9a-f]{4}/\1sha256: 0000/'; }
swapped_object() {
  local blob path
  blob=$(git rev-parse HEAD~3:$second)
  path=.git/objects/${blob:0:2}/${blob:2}
  chmod u+w "$path"
  python3 - "$path" <<'END'
import pathlib, sys, zlib
path = pathlib.Path(sys.argv[1])
path.write_bytes(zlib.compress(zlib.decompress(path.read_bytes()).replace(b"authority", b"Authority")))
END
}
swapped_after_verifying() { remembered && swapped_object; }
removed_assessment() {
  python3 - $second <<'END'
import pathlib, re, sys
path = pathlib.Path(sys.argv[1])
text = path.read_text()
head, rest = text.split("\nassessments:\n", 1)
entries = re.split(r"(?m)^(?=  - )", re.split(r"(?m)^(?=[a-z])", rest, 1)[0])
path.write_text(text.replace(entries[1], "", 1))
END
  commit tidy
}
weakened_schema() {
  mkdir -p schemas/breach
  echo '{"type": "object"}' >schemas/breach/case.schema.json
  sed -i '$a x_note: 1' $third
  git add schemas && commit simpler
}
shadowing_schema() {
  mkdir -p schemas
  echo '{"definitions": {}}' >schemas/common.schema.json
  git add schemas && commit simpler
}
# A kind of the register's own, and a case of it.
own_kind() {
  mkdir -p schemas && cp -r "$source_dir/tests/data/kinds/loan" schemas/ && git add schemas && commit "a kind of our own"
  on 10-08T10:51
  printf '%s\n' 'kind: loan' 'format: 1' 'id: 2026-0004' 'uid: 00000000000000D4' 'title: An atlas' 'status: open' \
    'received: 2026-10-08T10:00:00+02:00' 'object: {kind: map}' >cases/2026/2026-0004.yaml
  git add cases && commit "a loan"
}
lend_a_coin() { change cases/2026/2026-0004.yaml 's/kind: map/kind: coin/'; }
widen_kind() { change schemas/loan/case.schema.json 's/"book", "map"/"book", "map", "coin"/'; }
fewer_lists() { own_kind && change schemas/loan/kind.yaml 's/^grows: .*/grows: [assessments]/'; }
fewer_guards() {
  own_kind && sed -i '/^needs:/i guards:\n  - {fact: object.value, reason: object.value_reason, source: house rule 1}' schemas/loan/kind.yaml && commit guard &&
    change schemas/loan/kind.yaml '/^guards:/,/^  - /d'
}
case_before_its_schema() { own_kind && lend_a_coin && widen_kind; }
schema_before_its_case() { own_kind && widen_kind && lend_a_coin; }
replaced_commit() { git replace "$(git rev-parse HEAD~2)" "$(git rev-parse HEAD~4)"; }
grafted() { git rev-parse HEAD~1 >.git/info/grafts; }
shallow_clone() { git clone -q --depth 3 "file://$work/reg" "$work/shallow" && rm -rf "$work/reg" && mv "$work/shallow" "$work/reg" && cd "$work/reg" || return; }
merged_branch() {
  git switch -qc other && change $third '$a x_note: 1' && git switch -q main && change $second '$a x_note: 1'
  on 10-08T11:00 && git merge -q --no-edit other
}
second_beginning() {
  git switch -q --orphan other && echo x >other.txt && git add other.txt && git commit -qm x && git switch -q main
  git merge -q --allow-unrelated-histories --no-edit other
}
unsigned_commit() { git config commit.gpgsign false && change $third '$a x_note: 1'; }
unsigned_signer() {
  git config commit.gpgsign false
  printf 'officer@example.invalid %s\n' "$(cut -d' ' -f1,2 "$work/stranger.pub")" >>.pvtool/allowed_signers
  commit "one more key"
}
strangers_key() { git config user.signingkey "$work/stranger" && change $third '$a x_note: 1'; }
policy_taken_away() { git config commit.gpgsign false && change pvtool.yaml '/signatures: required/d'; }
in_anothers_name() { change $third '$a x_note: 1' && git -c user.email=leader@example.invalid commit -q --allow-empty -m x; }
moved_signature() {
  git cat-file commit HEAD | sed 's/^2026-0003: log$/2026-0003: set: x/' >"$work/raw"
  git reset -q --hard "$(git hash-object -t commit -w "$work/raw")"
}
smuggled() {
  sed -i '$a x_note: 1' $second && git commit -qam "2026-0003: log

Case: 2026-0003
Command: log
Pvtool: 0.1.0"
}
skipped_number() {
  sed 's/^id: .*/id: 2026-0006/; s/^uid: .*/uid: 00000000000000D6/' $third >cases/2026/2026-0006.yaml
  git add cases && commit new
}
copied_case() { sed 's/^id: .*/id: 2026-0004/' $third >cases/2026/2026-0004.yaml && git add cases && commit new; }
stray_file() { echo x >cases/2026/notes.txt && git add cases && commit notes; }
reopened_quietly() { change $first 's/^status: closed/status: open/'; }
aware_moved() { change $second 's/^(  aware: 2026-10-05T)../\112/'; }
backdated_assessment() {
  python3 - $second <<'END'
import pathlib, re, sys
path = pathlib.Path(sys.argv[1])
text = path.read_text()
entries = text.split("\nassessments:\n", 1)[1]
entries = re.split(r"(?m)^(?=[a-z])", entries, 1)[0]
path.write_text(text.replace(entries, entries + re.split(r"(?m)^(?=  - )", entries)[1], 1))
END
  commit "an assessment that was forgotten"
}
claim_of_tomorrow() { sed -i '$a\  - at: 2026-10-09T10:00:00+02:00\n    text: told everybody' $third && commit log; }
forged_code() {
  python3 - $second <<'END'
import pathlib, re, sys
path = pathlib.Path(sys.argv[1])
text = path.read_text()
entries = re.split(r"(?m)^(?=[a-z])", text.split("\ndocuments:\n", 1)[1], 1)[0]
more = re.sub(r"code: \S+", "code: 00000-00000", entries)
more = re.sub(r"at: \S+", "at: 2026-10-08T10:50:00+02:00", more, 1)
path.write_text(text.replace(entries, entries + more, 1))
END
  commit "a letter"
}
changed_letter() { echo >>"$(ls outbox/2026-0002/*)"; }
unreadable_version() { change $third 's/^status: .*/status: perhaps/'; }
symlinked_case() { rm $third && ln -s 2026-0002.yaml $third && commit tidy; }
kind_renamed() { change $third 's/^uid: .*/uid: 00000000000000D9/'; }
acknowledgement_removed() { acknowledged && change .pvtool/acknowledged.yaml 's/    reason: .*/    reason: something else/'; }
backdated_behind_anchor() { on 10-08T10:00 && change $third '$a x_note: 1' && on 10-08T10:00; }

# apart N: a case of a clone with its own letter, as a copy of the third.
apart() {
  sed "s/^id: .*/id: 2026-B000$1/; s/^uid: .*/uid: 00000000000000B$1/" $third >"cases/2026/2026-B000$1.yaml"
  git add cases && commit "apart $1"
}
parted() {
  git switch -qc apart && apart 1 && git switch -q main && on 10-08T10:55 && sed -i '$a x_note: 1' $third && commit note && on 10-08T11:00
}
merge_of_ours() { parted && git merge -q -s ours --no-edit apart; }
merge_the_other_way() {
  apart 1 && git reset -q --hard "$(git commit-tree 'HEAD~1^{tree}' -p HEAD~1 -p HEAD -m "Merge branch 'main'")"
}
merge_rewrites() {
  parted && git merge -q --no-commit --no-ff apart && sed -i 's/^title: .*/title: Rewritten/' cases/2026/2026-B0001.yaml &&
    git add -A && git commit -qm "Merge branch 'apart'"
}
merge_of_nothing() {
  sed -i '$a\  - at: 2031-01-01T10:00:00+01:00\n    text: told' $third && git add -A &&
    git reset -q --hard "$(git commit-tree "$(git write-tree)" -p HEAD -p HEAD~1 -m "Merge branch 'a'")"
}
merge_behind_the_signers() {
  local root main
  root=$(git rev-list --max-parents=0 HEAD) main=$(git rev-parse HEAD)
  sed -i 's/^title: .*/title: Nothing of note/' $first && git rm -q .pvtool/allowed_signers && sed -i '/signatures: required/d' pvtool.yaml &&
    git add -A && git reset -q --hard "$(git commit-tree "$(git write-tree)" -p "$root" -p "$main" -m "Merge branch 'main'")"
}
put_back_changed() { cp $second "$work/case" && git rm -q $second && commit tidy && sed 's/asked the unit/asked nobody/' "$work/case" >$second && git add cases && commit back; }
put_back_behind_memory() {
  cp $second "$work/case" && git rm -q $second && commit tidy && remembered &&
    sed 's/asked the unit/asked nobody/' "$work/case" >$second && git add cases && commit back
}
file_put_back_changed() { cp $second "$work/case" && rm $second && ln -s 2026-0003.yaml $second && commit tidy && rm $second && sed 's/asked the unit/asked nobody/' "$work/case" >$second && commit back; }
remembered() { sleep 4 && { "$PVTOOL" audit verify || true; } && [ -f .git/pvtool/note-audit ]; }
# Another content under the name of the first case's blob, in a pack, with true copies of the objects
# that lead to it.
forge_pack() {
  python3 - $first <<'END'
import hashlib, pathlib, struct, subprocess, sys, zlib
KINDS = {"commit": 1, "tree": 2, "blob": 3}
def git(*words): return subprocess.run(["git", *words], stdout=subprocess.PIPE, check=True).stdout
def entry(kind, text):
    head, size = bytearray([KINDS[kind] << 4 | len(text) & 15]), len(text) >> 4
    while size:
        head[-1] |= 0x80
        head.append(size & 0x7F)
        size >>= 7
    return bytes(head) + zlib.compress(text)
folders = ["HEAD", "HEAD^{tree}", "HEAD:cases", "HEAD:cases/2026"]
objects = [(git("rev-parse", one).strip(), "commit" if one == "HEAD" else "tree") for one in folders]
rows, body = [], b""
def add(name, data):
    rows.append((bytes.fromhex(name.decode()), zlib.crc32(data), 12 + len(body)))
    return body + data
for name, kind in objects:
    body = add(name, entry(kind, git("cat-file", kind, name.decode())))
name = git("rev-parse", "HEAD:" + sys.argv[1]).strip()
body = add(name, entry("blob", git("cat-file", "blob", name.decode()).replace(b"title: ", b"title: Not ")))
rows.sort()
pack = b"PACK" + struct.pack(">II", 2, len(rows)) + body
of_pack = hashlib.sha1(pack).digest()
index = b"\377tOc" + struct.pack(">I", 2)
index += b"".join(struct.pack(">I", sum(row[0][0] <= first for row in rows)) for first in range(256))
index += b"".join(row[0] for row in rows) + b"".join(struct.pack(">I", row[1]) for row in rows)
index += b"".join(struct.pack(">I", row[2]) for row in rows) + of_pack
folder = pathlib.Path(".git/objects/pack")
(folder / f"pack-{of_pack.hex()}.pack").write_bytes(pack + of_pack)
(folder / f"pack-{of_pack.hex()}.idx").write_bytes(index + hashlib.sha1(index).digest())
END
}
shadowed_by_a_pack() { remembered && forge_pack; }
shadowed_in_packs() { git gc -q --prune=now && forge_pack; }
# A line that parted before there were signers, and comes home signed.
unsigned_line_home() {
  git config commit.gpgsign false && git switch -qc apart HEAD~2 && apart 1 && git switch -q main && git config commit.gpgsign true &&
    on 10-08T11:00 && git merge -q -S --no-edit apart
}
# A second row of the same name in a tree, which git checks out and other readers do not see.
twice_in_a_tree() {
  python3 - $first <<'END'
import re, subprocess, sys
def git(*words, given=None): return subprocess.run(["git", *words], input=given, stdout=subprocess.PIPE, check=True).stdout
def blob_id(given, *more): return git("hash-object", "-w", "--stdin", *more, given=given).decode().strip()
folder, name = sys.argv[1].rsplit("/", 1)
other = blob_id(re.sub(rb"(?m)^title: .*", b"title: Nothing of note", git("cat-file", "blob", "HEAD:" + sys.argv[1])))
raw = git("cat-file", "tree", "HEAD:" + folder)
row = name.encode() + b"\0"
end = raw.index(row) + len(row) + 20
tree = blob_id(raw[:end] + b"100644 " + row + bytes.fromhex(other) + raw[end:], "-t", "tree", "--literally")
cases = git("mktree", given=f"040000 tree {tree}\t2026\n".encode()).decode().strip()
rows = [f"040000 tree {cases}\tcases" if row.endswith("\tcases") else row for row in git("ls-tree", "HEAD").decode().splitlines()]
root = git("mktree", given=("\n".join(rows) + "\n").encode()).decode().strip()
git("update-ref", "HEAD", git("commit-tree", root, "-p", "HEAD", "-m", "tidy").decode().strip())
END
}
deep_folders() {
  local tree
  tree=$(git rev-parse HEAD:cases)
  for _ in $(seq 80); do tree=$(printf '040000 tree %s\ta\n' "$tree" | git mktree); done
  git reset -q --soft "$(git commit-tree "$({ git ls-tree HEAD && printf '040000 tree %s\tzz\n' "$tree"; } | git mktree)" -p HEAD -m folders)"
}
clock_creep() {
  for minute in 46 42 38 34 30 26; do on 10-08T10:$minute && git commit -q --allow-empty -m "a step"; done
  sed -i '$a\  - at: 2026-10-08T10:26:00+02:00\n    text: told everybody' $third && commit "a note"
}
future_by_trailer() {
  sed -i '$a\  - at: 2031-01-01T10:00:00+01:00\n    text: told' $third && git commit -qam "a note

Now: 2031-01-01T10:00:00+01:00"
}
# Signers that began on another line come in by a merge, and sign for themselves.
signers_from_elsewhere() {
  git config commit.gpgsign false && git switch -qc apart HEAD~2 && mkdir -p .pvtool &&
    printf 'officer@example.invalid %s\n' "$(cut -d' ' -f1,2 "$work/stranger.pub")" >.pvtool/allowed_signers && git add -f .pvtool && commit signers &&
    git switch -q main && git config user.signingkey "$work/stranger" && git config commit.gpgsign true &&
    on 10-08T11:00 && { git merge -q --no-commit -s ours apart || true; } && git checkout -q apart -- .pvtool && git commit -qm "Merge branch 'apart'" &&
    on 10-08T11:01 && sed -i '$a x_note: 1' $third && commit more
}
kind_made_of() {
  mkdir -p schemas/own && echo "$1" >schemas/own/kind.yaml && printf '%s' "$2" >schemas/own/case.schema.json && git add schemas && commit kind &&
    sed 's/^id: .*/id: 2026-0004/; s/^uid: .*/uid: 000000000000000F/; s/^kind: .*/kind: own/' $third >cases/2026/2026-0004.yaml && git add cases && commit new
}
own_kind_of_nothing() { kind_made_of 'kind: own' '{}'; }
own_kind_without_end() { kind_made_of 'kind: own' "$(printf '{"allOf":[%.0s' $(seq 30000))"; }
# Behind a version that cannot be read, and a memory of it.
put_back_behind_unreadable() {
  local tree
  cp $second "$work/case" && echo 'status: [' >$second && commit tidy && remembered &&
    sed 's/asked the unit/asked nobody/' "$work/case" >$second && GIT_INDEX_FILE="$work/index" git read-tree HEAD &&
    GIT_INDEX_FILE="$work/index" git add cases && tree=$(GIT_INDEX_FILE="$work/index" git write-tree) && git reset -q --hard "$(git commit-tree "$tree" -p HEAD -m back)"
}
damage_answered_before() {
  local id
  printf 'format: 1\nacknowledged:\n' >.pvtool/acknowledged.yaml
  for id in $(git rev-list HEAD); do
    printf '  - {commit: %s, findings: [audit-object-damaged], reason: x, decided_by: owner, at: 2026-10-08T10:50:00+02:00}\n' "$id" >>.pvtool/acknowledged.yaml
  done
  git add -f .pvtool/acknowledged.yaml && commit note && swapped_object
}
acknowledging() { printf 'format: 1\nacknowledged:\n  - {commit: %s, findings: [%s], reason: x, decided_by: %s, at: 2026-10-08T10:50:00+02:00}\n' "$@"; }
void_revived_by_a_line() {
  git branch apart && edited_closed_case && mkdir -p .pvtool &&
    acknowledging "$(git rev-parse HEAD)" audit-closed-edited moon >.pvtool/acknowledged.yaml && git add -f .pvtool && commit note &&
    git switch -q apart && mkdir -p .pvtool && acknowledging "$(git rev-parse HEAD)" audit-merge owner >.pvtool/acknowledged.yaml && git add -f .pvtool && commit other &&
    git switch -q main && git merge -q -s ours --no-edit apart
}
signers_taken_away() {
  git rm -q .pvtool/allowed_signers && sed -i '/signatures: required/d' pvtool.yaml && commit "no signers" && git config commit.gpgsign false && change $third '$a x_note: 1' &&
    mkdir -p .pvtool && printf 'officer@example.invalid %s\n' "$(cut -d' ' -f1,2 "$work/stranger.pub")" >.pvtool/allowed_signers && git add -f .pvtool && commit signers
}
answered_by_a_stranger() {
  edited_closed_case && printf 'format: 1\nacknowledged:\n  - commit: %s\n    findings: [audit-closed-edited]\n    reason: none\n    decided_by: %s\n    at: %s\n' \
    "$(git rev-parse HEAD)" "$1" "$2" >.pvtool/acknowledged.yaml && git add -f .pvtool/acknowledged.yaml && commit note
}
answered_by_no_role() { answered_by_a_stranger "the man in the moon" 2026-10-08T10:50:00+02:00; }
answered_by_the_adviser() { answered_by_a_stranger dpo 2026-10-08T10:50:00+02:00; }
answered_long_ago() { answered_by_a_stranger owner 1970-01-01T00:00:00Z; }
number_nought() { sed 's/^id: .*/id: 2026-0000/; s/^uid: .*/uid: 000000000000000C/' $third >cases/2026/2026-0000.yaml && git add cases && commit new; }
long_number() { sed 's/^id: .*/id: 2026-00004/; s/^uid: .*/uid: 000000000000000E/' $third >cases/2026/2026-00004.yaml && git add cases && commit new; }
answered_by_nobody() {
  edited_closed_case && printf 'format: 1\nacknowledged:\n  - {commit: %s, findings: [audit-closed-edited], reason: "", decided_by: nobody}\n' \
    "$(git rev-parse HEAD)" >.pvtool/acknowledged.yaml && git add -f .pvtool/acknowledged.yaml && commit note
}

rename_branch() { git branch -m trunk; }
collected() { git gc -q --prune=now; }
repacked() { git repack -qAd; }
names_alike() { mkdir notes && touch notes/letter.md "notes/old letter.md" && git add notes && commit notes; }
series_home_alone() {
  git switch -qc apart && apart 1 && git switch -q main && on 10-08T11:00 && git merge -q --no-ff --no-edit apart
}
packed_twice() { git repack -qad && git rev-parse HEAD HEAD: "HEAD:$first" | git pack-objects -q .git/objects/pack/pack && git unpack-objects -q <"$(find .git/objects/pack -name '*.pack' | head -1)"; }
cloned() { git clone -q "$work/reg" "$work/cloned" && rm -rf "$work/reg" && mv "$work/cloned" "$work/reg" && cd "$work/reg" || return; }
hand_edit() { sed -i '$a\  - at: 2026-10-08T10:40:00+02:00\n    text: by hand' $third && commit "a note"; }
no_change() { :; }
acknowledged() {
  forged_author && "$PVTOOL" --now "$GIT_AUTHOR_DATE" audit acknowledge "$(git rev-parse --short=8 HEAD)" --reason "typed for the director" --decided-by owner
}
series_home() {
  git switch -qc apart HEAD~1
  sed 's/^id: .*/id: 2026-B0001/; s/^uid: .*/uid: 000000000000000B/' $third >cases/2026/2026-B0001.yaml
  git add cases && commit new
  on 10-08T11:00 && git switch -q main && git merge -q --no-edit apart
}

series_home_late() {
  git switch -qc apart HEAD~1 && on 10-08T10:05 && apart 1 && git switch -q main && on 10-08T11:00 && git merge -q --no-edit apart
}
# Uncommitted: the versions that there are were judged by the zone of their time.
other_zone() { sed -i 's/^time_zone: .*/time_zone: America\/New_York/' pvtool.yaml && ! git diff --quiet; }
# What git keeps to be faster says that the first commit is the only one.
forged_graph() {
  git commit-graph write --reachable && python3 - <<'END'
import hashlib, pathlib, struct
path = pathlib.Path(".git/objects/info/commit-graph")
path.chmod(0o644)
data = bytearray(path.read_bytes()[:-20])
places = {}
for i in range(8, 8 + 12 * data[6], 12):
    places[bytes(data[i:i + 4])] = struct.unpack(">Q", data[i + 4:i + 12])[0]
count = struct.unpack(">I", data[places[b"OIDF"] + 1020:places[b"OIDF"] + 1024])[0]
for i in range(count):  # no commit has a parent
    at = places[b"CDAT"] + 36 * i + 20
    data[at:at + 8] = struct.pack(">II", 0x70000000, 0x70000000)
path.write_bytes(bytes(data) + hashlib.sha1(data).digest())
END
  [ "$(git rev-list --count HEAD)" = 1 ]
}
cut_and_renamed() { cut_tail && sed -i -E 's/^( *name: .*)$/\1 and more/' pvtool.yaml; }
two_addresses() {
  echo '# small' >>"$third" && git commit -qam "note of the director" &&
    git cat-file commit HEAD | sed -E '/^gpgsig/,/END SSH/d; s/^(author|committer) .*>/\1 Director <director@example.invalid> <officer@example.invalid>/' >"$work/pay" &&
    rm -f "$work/pay.sig" && ssh-keygen -q -Y sign -n git -f "$work/officer" "$work/pay" &&
    python3 - "$work/pay" <<'PY' && git reset -q --soft "$(cat "$work/id")"
import pathlib, subprocess, sys
text, signature = (pathlib.Path(sys.argv[1] + end).read_bytes() for end in ("", ".sig"))
head, body = text.split(b"\n\n", 1)
signed = head + b"\ngpgsig " + signature.strip().replace(b"\n", b"\n ") + b"\n\n" + body
made = subprocess.run(["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"], input=signed, capture_output=True, check=True)
pathlib.Path(sys.argv[1]).with_name("id").write_bytes(made.stdout)
PY
}
linked_letter() { # what stands behind the link is another text
  local file
  file=$(find outbox -type f -name '*.md' | head -1) && echo forged >"$work/forged.md" && rm "$file" && ln -s "$work/forged.md" "$file"
}
missing_commit() {
  local id
  id=$(git rev-parse HEAD~4) && rm -f ".git/objects/${id:0:2}/${id:2}"
}
promised() { # a mark that excuses nothing
  local id
  id=$(git rev-parse "HEAD~3:$third") && touch .git/objects/pack/pack-a.promisor && rm -f ".git/objects/${id:0:2}/${id:2}"
}
answered_before() {
  edited_closed_case && printf 'format: 1\nacknowledged:\n  - commit: %s\n    findings: [audit-closed-edited]\n    reason: x\n    decided_by: owner\n    at: 2024-01-01T00:00:00Z\n' "$(git rev-parse HEAD)" >.pvtool/acknowledged.yaml &&
    git add -f .pvtool/acknowledged.yaml && git commit -qm $'x\n\nNow: 2024-01-01T00:00:00Z'
}
series_home_again() {
  series_home && git switch -q apart && on 10-08T11:05 && apart 2 && git switch -q main && on 10-08T11:10 && git merge -q --no-edit apart
}
series_takes_over() {
  parted && git switch -q apart && git merge -q --no-edit main && on 10-08T11:05 && apart 2 && git switch -q main && git merge -q --no-edit apart
}

make_base
make_signed

while read -r what name question base options; do
  [ -n "$what" ] || continue
  # shellcheck disable=SC2086
  attack "$what" "$name" "$question" "${base:-base}" ${options:-}
done <<END
amended_commit           audit-rewritten              when
dropped_commit           audit-rewritten              when
dropped_commit           audit-cut-off                uncut     base --anchor $work/anchor.txt
dropped_with_dates       audit-document-of-no-commit  complete
dropped_with_dates       audit-cut-off                uncut     base --anchor $work/anchor.txt
cut_tail                 audit-cut-off                uncut     base --anchor $work/anchor.txt
regrown_tail             audit-regrown                uncut     base --anchor $work/anchor.txt
rewritten_alike          audit-regrown                uncut     base --anchor $work/anchor.txt
no_change                audit-regrown                uncut     base --anchor $work/others.txt
no_change                audit-anchor-differs         uncut     base --anchor $work/altered.txt
cut_and_renamed          audit-cut-off                uncut     base --anchor $work/anchor.txt
two_addresses            audit-odd-identity           who       signed_base
linked_letter            audit-outbox-differs         unedited
missing_commit           audit-object-damaged         complete  base --anchor $work/anchor.txt
promised                 audit-object-damaged         unedited
answered_before          audit-closed-edited          unedited
rebased_history          audit-rewritten              when
forged_author            audit-author-differs         who
backdated_commit         audit-time-runs-back         when
backdated_behind_anchor  audit-before-anchor          when      base --anchor $work/late.txt
future_commit            audit-future-commit          when
deleted_case             audit-case-deleted           complete
renumbered_case          audit-case-renumbered        complete
renumbered_in_two        audit-case-renumbered        complete
edited_closed_case       audit-closed-edited          unedited
edited_log_line          audit-entry-changed          unedited
same_size                audit-entry-changed          unedited
edited_document_record   audit-document-changed       unedited
swapped_object           audit-object-damaged         unedited
swapped_after_verifying  audit-object-damaged         unedited
removed_assessment       audit-entry-changed          unedited
weakened_schema          audit-schema-with-case       unedited
shadowing_schema         audit-schema-shadows         unedited
fewer_lists              audit-schema-weakened        unedited
fewer_guards             audit-schema-weakened        unedited
case_before_its_schema   audit-unreadable             unedited
unsigned_commit          audit-unsigned               who       signed_base
unsigned_signer          audit-signers-changed        who       signed_base
strangers_key            audit-signer-stranger        who       signed_base
policy_taken_away        audit-unsigned               who       signed_base
in_anothers_name         audit-signer-stranger        who       signed_base
moved_signature          audit-signature-bad          who       signed_base
replaced_commit          audit-replaced               unedited
grafted                  audit-replaced               unedited
shallow_clone            audit-shallow                complete
merged_branch            audit-merge                  complete
second_beginning         audit-several-beginnings     complete
smuggled                 audit-outside                complete
skipped_number           audit-id-gap                 complete
copied_case              audit-uid-twice              complete
stray_file               audit-stray-file             complete
reopened_quietly         audit-reopened-without-reason unedited
aware_moved              audit-changed-without-reason unedited
backdated_assessment     audit-backdated              when
claim_of_tomorrow        audit-claims-future          when
forged_code              audit-document-code          unedited
changed_letter           audit-outbox-differs         unedited
unreadable_version       audit-unreadable             unedited
symlinked_case           audit-not-a-file             unedited
kind_renamed             audit-identity-changed       unedited
acknowledgement_removed  audit-acknowledgement-changed unedited
merge_of_ours            audit-merge-differs          unedited
merge_the_other_way      audit-merge-differs          unedited
merge_rewrites           audit-merge-differs          unedited
merge_of_nothing         audit-merge                  complete
merge_of_nothing         audit-merge-differs          unedited
merge_behind_the_signers audit-merge-differs          unedited  signed_base
merge_behind_the_signers audit-unsigned               who       signed_base
number_nought            audit-stray-file             complete
long_number              audit-stray-file             complete
answered_by_nobody       audit-closed-edited          unedited
put_back_changed         audit-case-deleted           complete
put_back_changed         audit-entry-changed          unedited
put_back_behind_memory   audit-entry-changed          unedited
file_put_back_changed    audit-entry-changed          unedited
shadowed_by_a_pack       audit-object-damaged         complete
shadowed_in_packs        audit-object-damaged         complete
unsigned_line_home       audit-unsigned               who       signed_base
signers_taken_away       audit-signers-changed        who       signed_base
put_back_behind_unreadable audit-entry-changed        unedited
damage_answered_before   audit-object-damaged         unedited
void_revived_by_a_line   audit-closed-edited          unedited
own_kind_of_nothing      audit-unreadable             unedited
own_kind_without_end     audit-unreadable             unedited
twice_in_a_tree          audit-tree-odd               unedited
deep_folders             audit-tree-odd               unedited
clock_creep              audit-time-runs-back         when
future_by_trailer        audit-claims-future          when
signers_from_elsewhere   audit-signer-stranger        who       signed_base
signers_from_elsewhere   audit-signers-changed        who       signed_base
answered_by_no_role      audit-closed-edited          unedited
answered_by_the_adviser  audit-closed-edited          unedited
answered_long_ago        audit-closed-edited          unedited
END

t "a head that cannot be read is named"
fresh
git cat-file commit HEAD | sed 's/^committer .*/committer X <x@example.invalid> 99999999999999999999 +0000/' >"$work/raw"
id=$(git hash-object -t commit -w --literally "$work/raw")
echo "$id" >.git/refs/heads/main
run audit verify
exits 5
says "$id"

t "what answers for nothing is told, and what was answered for is counted"
fresh
answered_by_nobody >/dev/null 2>&1
run audit verify
exits 5
says audit-acknowledgement-void
fresh
acknowledged >/dev/null 2>&1
run audit verify
exits 0
says 'but for 1 that'

t "a line from before the anchor that came home behind it"
fresh
series_home_late >/dev/null 2>&1 || bad "it could not be done"
run audit verify --anchor "$work/late.txt"
exits 4
says audit-line-before-anchor
run --json audit verify
exits 0
run --now "$GIT_AUTHOR_DATE" audit acknowledge "$(git rev-parse HEAD)" --reason "both clones were in the safe" --decided-by owner --anchor "$work/late.txt"
exits 0
run audit verify --anchor "$work/late.txt"
exits 0

t "an anchor that was altered, or is another's, accuses no commit"
fresh
for anchor in others altered; do
  run audit verify --anchor "$work/$anchor.txt"
  exits 5
  says_not 'first bad commit'
done
run audit verify --anchor "$work/others.txt"
says audit-anchor-other

t "an index without its pack, and a pipe where git keeps grafts, hinder nothing"
fresh
git gc -q
cp .git/objects/pack/*.idx ".git/objects/pack/pack-$(printf '1%.0s' {1..40}).idx"
mkfifo .git/info/grafts
run audit verify --anchor "$work/anchor.txt"
exits 0

t "where a commit is missing, the next one is not accused of all that stands"
fresh
missing_commit
run audit verify
exits 5
says audit-object-damaged
says_not audit-id-gap
says_not audit-outside

t "an anchor of a line that came home by a merge, made in either clone"
# What the other clone did before it was made is older than it, and unknown to it: nobody can tell.
both_lines() {
  run audit verify --anchor "$work/main.txt"
  exits 4
  says audit-line-before-anchor
  says_not audit-regrown
  run audit verify --anchor "$work/apart.txt"
  exits 0
}
fresh
parted >/dev/null 2>&1
git switch -q main
"$PVTOOL" --now "$GIT_AUTHOR_DATE" audit anchor --output "$work/main.txt" >/dev/null || bad "no anchor"
git switch -q apart
"$PVTOOL" --now "$GIT_AUTHOR_DATE" audit anchor --output "$work/apart.txt" >/dev/null || bad "no anchor"
git branch -q -f kept main
git merge -q --no-edit main
git switch -q main
git merge -q --ff-only apart
both_lines
git reset -q --hard kept
git merge -q --no-edit 'apart^1'
both_lines

t "two lines that each changed who may sign, well signed: a person must look"
fresh signed_base
git switch -q -c apart
printf 'second@example.invalid %s\n' "$(cut -d' ' -f1,2 "$work/stranger.pub")" >>.pvtool/allowed_signers
commit "a second signer"
git switch -q main
on 10-08T10:55
sed -i '1i # reviewed in October' .pvtool/allowed_signers
commit "reviewed"
on 10-08T11:00
git merge -q --no-edit apart >/dev/null 2>&1 || {
  git checkout -q --theirs .pvtool/allowed_signers && git add -f .pvtool/allowed_signers && git commit -q --no-edit
}
run --json audit verify
exits 5 # the merge itself
same "$(value 'result.answers.3.answer')" cannot_tell
says audit-signers-torn
says_not audit-signers-changed

t "a partial clone is told as one, not as damage"
fresh
git config uploadpack.allowFilter true
git clone -q --filter=blob:none "file://$work/reg" "$work/partial" 2>/dev/null || bad "git could not"
cd "$work/partial" || exit 1
run audit verify
exits 5
says audit-partial-clone
says_not audit-object-damaged

t "what lies in the folder alone is told, and counts for nothing"
fresh
rm "$third"
printf '# nobody\n' >.pvtool/allowed_signers
run audit verify
exits 0
says audit-uncommitted "'$third' is changed in the folder" "'.pvtool/allowed_signers' is changed"
unknowable cut_tail
unknowable regrown_tail
unknowable rewritten_alike

for what in no_change collected repacked packed_twice names_alike series_home_alone cloned rename_branch hand_edit acknowledged series_home series_home_again series_takes_over schema_before_its_case other_zone forged_graph; do
  innocent "$what"
done
innocent no_change signed_base

finish
