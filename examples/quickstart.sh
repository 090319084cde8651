#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# From a fresh clone to an assessed breach: install what is missing, build, make a register in a
# temporary folder, and walk a breach through it, each command before its output.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=tests/packages.sh
. "$root/tests/packages.sh"

need "${build_packages[@]}"
build="$root/build/release"
if [ ! -f "$build/build.ninja" ]; then
  cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DPVTOOL_TESTS=OFF >/dev/null
fi
cmake --build "$build" | tail -1

# A register of its own, a git identity of its own: nothing of yours is touched.
work=$(mktemp -d "${TMPDIR:-/tmp}/pvtool-quickstart-XXXXXX")
trap 'rm -rf "$work"' EXIT
export HOME="$work" PVTOOL_LANG="${PVTOOL_LANG:-en}" PVTOOL_NOW=2026-10-06T11:00:00+02:00
printf '[user]\n\tname = Quickstart\n\temail = quickstart@example.invalid\n' >"$HOME/.gitconfig"
export PATH="$build/bin:$PATH"
example="$root/examples/email-with-list.yaml"

# say COMMAND...: the command as you would type it, then its output.
say() {
  printf '\n\033[1m$ %s\033[0m\n' "${*/"$root/"/}"
  "$@"
}

say pvtool init "$work/register" --name 'Eksempel kommune'
cd "$work/register"
say pvtool report --from "$example"
say pvtool validate
say pvtool assess 2026-0001
say pvtool assess 2026-0001 --accept --reason 'Ein ukjend mottakar har opplysningane; vi melder.' \
  --decided-by leader --dpo-advice 'Meld, og be om skriftleg stadfesting.'
say pvtool deadline 2026-0001
say pvtool log 2026-0001 'Mottakaren har stadfesta skriftleg at lista er sletta.'
say pvtool show 2026-0001
printf '\nThe register was made in a temporary folder and is removed now.\n'
printf 'Your own: %s init my-register && cd my-register && pvtool report --form > case.yaml\n' "${build#"$PWD/"}/bin/pvtool"
