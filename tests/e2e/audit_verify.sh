#!/usr/bin/env bash
# `pvtool audit verify` and `acknowledge`, and commits that are signed. The attacks are in
# tests/attacks.
# shellcheck source=tests/e2e/lib.sh
source "$(dirname "$0")/lib.sh"

# answer QUESTION: what the JSON in $out says to it.
answer() {
  python3 -c '
import json, sys
for one in json.load(sys.stdin)["result"]["answers"]:
    if one["question"] == sys.argv[1]:
        print(one["answer"])' "$1" <<<"$out"
}
answers() { for question in unedited uncut complete who when; do printf '%s ' "$(answer $question)"; done; }

unset PVTOOL_NOW
on() { export GIT_AUTHOR_DATE="2026-$1:00+02:00" GIT_COMMITTER_DATE="2026-$1:00+02:00"; }
pvtool() { "$PVTOOL" --now "$GIT_AUTHOR_DATE" "$@"; }

t "there must be a register, and an anchor that can be read"
run audit verify
exits 3
for profile in kommune krus domstol barnehage; do
  t "the example register of $profile is as it should be"
  run init "$work/$profile" --profile "$profile" --example --language en
  run --json --register "$work/$profile" audit verify
  exits 0
  same "$(answers)" "yes not_asked yes not_asked yes "
  t "a person reads the same, in three languages"
  for language in nb:uendret nn:uendra en:unedited; do
    run --lang "${language%:*}" --register "$work/$profile" audit verify
    exits 0
    says "${language#*:} "
    says_not '['
  done
done
fails 3 no-such-file --register "$work/kommune" audit verify --anchor nowhere.txt
echo "head: x" >bad.txt
fails 1 anchor-unreadable --register "$work/kommune" audit verify --anchor bad.txt
fails 2 word-too-many --register "$work/kommune" audit verify 2026-0001

ssh-keygen -q -t ed25519 -N '' -C officer -f "$work/key"
for profile in krus domstol barnehage kommune; do
  t "with an anchor and signatures it is five times yes: $profile"
  rm -rf "$work/signed" "$work/anchor.txt"
  cp -r "$work/$profile" "$work/signed" && cd "$work/signed" || exit 1
  on 10-09T09:00
  git config gpg.format ssh
  git config user.signingkey "$work/key.pub"
  git config commit.gpgsign true
  grep -q '^policies:$' pvtool.yaml || echo 'policies:' >>pvtool.yaml
  sed -i 's/^policies:$/policies:\n  signatures: required/' pvtool.yaml
  printf 'officer@example.invalid %s\n' "$(cut -d' ' -f1,2 "$work/key.pub")" >.pvtool/allowed_signers
  git add -f .pvtool/allowed_signers pvtool.yaml
  git commit -q -S -m "signers"
  run --json audit verify # nobody could hold that commit against anything yet
  same "$(answer who)" not_asked
  run --lang en audit verify
  says "the list of those who may sign"
  run --now 2026-10-08T20:00 --register . validate
  exits 0
  on 10-09T09:05
  open_case=$(grep -lr '^status: open' cases | sort | tail -1)
  true_that pvtool log "$(basename "$open_case" .yaml)" "asked the unit" >/dev/null
  git -c gpg.ssh.allowedSignersFile=.pvtool/allowed_signers verify-commit HEAD 2>"$work/.err"
  same $? 0
  on 10-09T09:06
  true_that pvtool audit anchor --output "$work/anchor.txt" >/dev/null
  run --json audit verify --anchor "$work/anchor.txt"
  exits 0
  same "$(answers)" "yes yes yes yes yes "
  same "$(value result.signed)" 1
  run --json audit verify
  same "$(answers)" "yes not_asked yes yes yes "
done

t "an unsigned commit where they are required is red, one that is only unusual leaves the question open"
cp -r . "$work/open" && cd "$work/open" || exit 1
on 10-09T09:10
sed -i '/signatures: required/d' pvtool.yaml
git commit -q -a -S -m "no longer required"
on 10-09T09:11
git -c commit.gpgsign=false commit -q --allow-empty -m x
run --json audit verify
exits 4
same "$(answer who)" cannot_tell
cd "$work/signed" || exit 1

t "where ssh-keygen is missing nobody can tell, and that is not remembered"
mkdir "$work/bare_path"
for tool in git cat grep sed env; do ln -s "$(command -v $tool)" "$work/bare_path/$tool"; done
out=$(PATH="$work/bare_path" "$PVTOOL" --json audit verify --from-scratch 2>/dev/null)
code=$?
exits 4
same "$(answer who)" cannot_tell
run --json audit verify
exits 0

t "without a key, an agent or a program nothing is changed, and it is said what to do"
before=$(git rev-parse HEAD; git status --porcelain; cat cases/2026/2026-0003.yaml)
unchanged() { same "$(git rev-parse HEAD; git status --porcelain; cat cases/2026/2026-0003.yaml)" "$before"; }
git config user.signingkey "$work/nowhere"
fails 6 signing-no-key-file log 2026-0003 "more"
git config --unset user.signingkey
fails 6 signing-no-key log 2026-0003 "more"
git config user.signingkey "key::$(cat "$work/key.pub")"
fails 7 signing-failed log 2026-0003 "more"
run log 2026-0003 "more"
says ssh-add
ssh-keygen -q -t ed25519 -N 'a passphrase' -f "$work/locked"
git config user.signingkey "$work/locked"
fails 7 signing-failed log 2026-0003 "more"
git config gpg.format x509
fails 6 signing-not-supported log 2026-0003 "more"
git config gpg.format ssh
git config user.signingkey "$work/key"
git config gpg.ssh.program "$work/no-such-program"
fails 7 signing-program-missing log 2026-0003 "more"
git config --unset gpg.ssh.program
unchanged

t "a key that an agent holds signs"
eval "$(ssh-agent -s)" >/dev/null
ssh-add -q "$work/key" 2>/dev/null
git config user.signingkey "key::$(cut -d' ' -f1,2 "$work/key.pub")"
on 10-09T09:20
true_that pvtool log 2026-0003 "by the agent" >/dev/null
ssh-agent -k >/dev/null
run audit verify
exits 0

t "OpenPGP keys sign, and are allowed by a line that ssh-keygen takes for a comment"
export GNUPGHOME="$work/gnupg"
mkdir -m 700 "$GNUPGHOME"
# shellcheck disable=SC2016  # the script expands them
printf '#!/bin/sh\nexec gpg --faked-system-time "$(cat "%s")" "$@"\n' "$work/clock" >"$work/gpg_then"
chmod +x "$work/gpg_then"
echo 20261001T080000 >"$work/clock"
"$work/gpg_then" --batch --quiet --passphrase '' --quick-generate-key 'Test Officer <officer@example.invalid>' ed25519 sign never 2>/dev/null
print=$(gpg --batch --with-colons --list-keys | sed -n 's/^fpr:*\([0-9A-F]*\):$/\1/p' | head -1)
on 10-09T09:30
printf '# openpgp %s officer@example.invalid\n' "$print" >>.pvtool/allowed_signers
git config user.signingkey "$work/key"
git commit -q -a -S -m "a key for OpenPGP"
git config gpg.format openpgp
git config user.signingkey "$print"
git config gpg.program "$work/gpg_then"
on 10-09T09:31
echo 20261009T073100 >"$work/clock"
true_that pvtool log 2026-0003 "signed with OpenPGP" >/dev/null
git verify-commit HEAD 2>"$work/.err"
same $? 0
run --json audit verify
exits 0
same "$(answer who)" yes
t "a commit that was signed later than it says"
cp -r . "$work/later" && cd "$work/later" || exit 1
echo 20261012T080000 >"$work/clock"
true_that pvtool log 2026-0003 "as if it were the ninth" >/dev/null
run --json audit verify
exits 5
same "$(answer when)" no
says audit-signed-later
cd "$work/signed" || exit 1
t "an OpenPGP key that has expired since was good when it signed; not one that had expired, or was revoked"
cp -r . "$work/expired" && cd "$work/expired" || exit 1
echo 20261001T080000 >"$work/clock"
"$work/gpg_then" --batch --quiet --passphrase '' --quick-generate-key 'Then <then@example.invalid>' ed25519 sign 15d 2>/dev/null
then_print=$(gpg --batch --with-colons --list-keys then@example.invalid | sed -n 's/^fpr:*\([0-9A-F]*\):$/\1/p' | head -1)
printf '# openpgp %s officer@example.invalid\n' "$then_print" >>.pvtool/allowed_signers
on 10-09T09:32
echo 20261009T073200 >"$work/clock"
git commit -q -a -S -m "one more key"
git config user.signingkey "$then_print"
on 10-09T09:33
echo 20261009T073300 >"$work/clock"
true_that pvtool log 2026-0003 "while it holds" >/dev/null
run --json audit verify
exits 0
on 10-20T09:33
true_that pvtool log 2026-0003 "signed before it was made" >/dev/null
run audit verify
exits 5
says audit-signature-bad
cd "$work/signed" || exit 1
cp -r . "$work/revoked" && cd "$work/revoked" || exit 1
sleep 4
run audit verify
exits 0
cp -r "$GNUPGHOME" "$work/gnupg_revoked"
sed 's/^:---/---/' "$GNUPGHOME/openpgp-revocs.d/$print.rev" | gpg --homedir "$work/gnupg_revoked" --batch --quiet --import 2>/dev/null
out=$(GNUPGHOME="$work/gnupg_revoked" "$PVTOOL" audit verify 2>/dev/null)
code=$?
exits 5
says audit-signature-bad
cd "$work/signed" || exit 1

t "two signatures on one commit are none; a subkey is judged by its own time"
gpg --batch --quiet --passphrase '' --quick-generate-key 'Second <second@example.invalid>' ed25519 sign never 2>/dev/null
second=$(gpg --batch --with-colons --list-keys second@example.invalid | sed -n 's/^fpr:*\([0-9A-F]*\):$/\1/p' | head -1)
cp -r . "$work/twice" && cd "$work/twice" || exit 1
git config --unset gpg.program
git config user.signingkey "$print"
on 10-09T09:32
git -c commit.gpgsign=false commit -q --allow-empty -m x
git cat-file commit HEAD >"$work/pay"
for key in "$print" "$second"; do gpg --batch --quiet --passphrase '' -u "$key" -b -o - "$work/pay"; done >"$work/both"
gpg --enarmor <"$work/both" 2>/dev/null | sed 's/PGP ARMORED FILE/PGP SIGNATURE/;/^Comment/d' >"$work/pay.asc"
python3 - "$work/pay" <<'PY' && git reset -q --soft "$(cat "$work/id")"
import pathlib, subprocess, sys
text, signature = (pathlib.Path(sys.argv[1] + end).read_bytes() for end in ("", ".asc"))
head, body = text.split(b"\n\n", 1)
signed = head + b"\ngpgsig " + signature.strip().replace(b"\n", b"\n ") + b"\n\n" + body
made = subprocess.run(["git", "hash-object", "-t", "commit", "-w", "--stdin"], input=signed, capture_output=True, check=True)
pathlib.Path(sys.argv[1]).with_name("id").write_bytes(made.stdout)
PY
run audit verify
exits 5
says audit-signature-bad
cd "$work/signed" || exit 1
cp -r . "$work/subkeys" && cd "$work/subkeys" || exit 1
echo 20261001T080000 >"$work/clock"
for days in 5 15; do "$work/gpg_then" --batch --quiet --passphrase '' --quick-add-key "$print" ed25519 sign ${days}d 2>/dev/null; done
git config gpg.program "$work/gpg_then"
on 10-09T09:33
echo 20261009T073300 >"$work/clock"
true_that pvtool log 2026-0003 "by the younger subkey" >/dev/null
run --json audit verify
exits 0
same "$(answer who)" yes
cd "$work/signed" || exit 1

t "an OpenPGP key that nobody has leaves the question open; one that is not allowed is red"
out=$(GNUPGHOME="$work/nothing" "$PVTOOL" --json audit verify --from-scratch 2>/dev/null)
code=$?
exits 4
gpg --batch --quiet --passphrase '' --quick-generate-key 'Other <other@example.invalid>' ed25519 sign never 2>/dev/null
other=$(gpg --batch --with-colons --list-keys other@example.invalid | sed -n 's/^fpr:*\([0-9A-F]*\):$/\1/p' | head -1)
git config user.signingkey "$other"
git config --unset gpg.program
on 10-09T09:32
true_that pvtool log 2026-0003 "by another" >/dev/null
run audit verify
exits 5
says audit-signer-stranger
gpgconf --kill all
unset GNUPGHOME

t "the memory: what was verified is not read again, and only a true one is believed"
cd "$work/kommune" || exit 1
git config gc.auto 0
sleep 4
run --json audit verify
run --json audit verify
same "$(value result.remembered)" "$(git rev-list --count HEAD)"
exits 0
on 10-09T10:00
sleep 1
true_that pvtool log 2026-0003 "one more" >/dev/null
run --json audit verify
same "$(value result.commits)" "$(git rev-list --count HEAD)"
same "$(value result.remembered)" "$(git rev-list --count HEAD~1)"
exits 0
run --json audit verify --from-scratch
same "$(value result.remembered)" 0
t "a memory that somebody wrote into .git, of another clone or another user is none"
sed -i 's/one more/two more/' cases/2026/2026-0003.yaml
on 10-09T10:05
git commit -q -a -m "quietly"
sleep 4
run audit verify
exits 5
note=.git/pvtool/note-audit
[ -f "$note" ] || bad "there is no memory"
sed -i '/audit-entry-changed/d' "$note"
run --json audit verify
exits 5
same "$(value result.remembered)" 0
cp -r "$work/kommune" "$work/copied"
run --json --register "$work/copied" audit verify
same "$(value result.remembered)" 0
exits 5
out=$(HOME="$work/other_home" git config --global user.name x 2>/dev/null; HOME="$work/other_home" "$PVTOOL" --json audit verify 2>/dev/null)
same "$(value result.remembered)" 0

t "the first bad commit is named, with what to do and what this does not prove"
bad_one=$(git rev-parse HEAD)
run audit verify
says "audit-entry-changed"
says "the first bad commit is ${bad_one:0:12}"
says "pvtool explain audit-entry-changed"
says "does not prove"
run --json audit verify
same "$(value result.first_bad)" "$bad_one"

t "somebody answers for it: still named, no longer red"
fails 2 acknowledge-needs audit acknowledge "$bad_one"
fails 2 acknowledge-needs audit acknowledge "$bad_one" --reason " " --decided-by municipal_director
fails 6 may-not-decide audit acknowledge "$bad_one" --reason "a slip" --decided-by privacy_adviser
fails 6 nothing-to-acknowledge audit acknowledge "$(git rev-parse HEAD~1)" --reason "a slip" --decided-by municipal_director
fails 6 nothing-to-acknowledge audit acknowledge HEAD~1 --reason "a slip" --decided-by municipal_director
fails 3 no-such-commit audit acknowledge NOWHERE --reason "a slip" --decided-by municipal_director
fails 3 no-such-commit audit acknowledge "${bad_one:0:3}" --reason "a slip" --decided-by municipal_director
fails 2 word-missing audit acknowledge
on 10-09T10:10
run --now "$GIT_AUTHOR_DATE" audit acknowledge "${bad_one:0:10}" --reason "a slip of the pen" --decided-by municipal_director
exits 0
same "$(git log -1 --format=%s)" "audit: acknowledge ${bad_one:0:12}"
same "$(git show --name-only --format= HEAD)" .pvtool/acknowledged.yaml
run audit verify
exits 0
says "audit-entry-changed"
says "acknowledged by municipal_director: a slip of the pen"
run audit verify --from-scratch
exits 0
fails 6 nothing-to-acknowledge audit acknowledge "$bad_one" --reason "again" --decided-by municipal_director
git cat-file -p HEAD:pvtool.yaml | grep -n '^decide' >/dev/null || bad "nobody decides"
cp -r . "$work/own" && cd "$work/own" || exit 1
on 10-09T10:20
sed -i 's/^decide: *\[/decide: [unit_leader, /; t; s/^decide:$/decide:\n  - unit_leader/' pvtool.yaml
sed -i 's/of the unit/of a unit/; 0,/  text: /s//  text: Not /' cases/2026/2026-0001.yaml
git commit -qam "one hand"
own=$(git rev-parse HEAD)
run audit verify
exits 5
on 10-09T10:21
fails 6 acknowledge-own-grant --now "$GIT_AUTHOR_DATE" audit acknowledge "$own" --reason mine --decided-by unit_leader
run --now "$GIT_AUTHOR_DATE" audit acknowledge "$own" --reason seen --decided-by municipal_director
exits 0
sed -i "/commit: $own/,\$s/municipal_director/unit_leader/" .pvtool/acknowledged.yaml
git commit -q --amend -a -C HEAD
run audit verify
says audit-acknowledgement-void
exits 5
cd - >/dev/null || exit 1
echo "# x" >>.pvtool/acknowledged.yaml
sed -i 's/one of/two of/; $a x_note: 1' cases/2026/2026-0002.yaml
git rm -q cases/2026/2026-0002.yaml --cached && git commit -q -m gone && git reset -q
fails 6 acknowledged-edited audit acknowledge HEAD --reason x --decided-by municipal_director

t "a commit that is made under --now says so, and is no fault"
cd "$work/krus" || exit 1
on 10-09T10:20
export PVTOOL_NOW=2026-10-09T12:00:00+02:00
run assess 2026-0001
unset PVTOOL_NOW
run audit verify
exits 0
finish
