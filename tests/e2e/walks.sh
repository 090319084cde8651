# shellcheck shell=bash
# From report to close with each organisation profile, by the program's own proposals; and the
# printed plan against the routine of the courts administration (DA 4.2.2, 7.1, 7.3), cell by cell.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

high() {
  cat <<'YAML'
title: Klasseliste lagt ut på nettsiden
reporter: {role: public}
owner: owner
times:
  occurred: {from: 2026-10-01T10:00:00+02:00, to: 2026-10-05T14:20:00+02:00}
  discovered: 2026-10-05T14:00:00+02:00
  aware: 2026-10-05T14:20:00+02:00
  contained: 2026-10-05T14:20:00+02:00
scope: {regime: gdpr, role: controller, security_breach: true, effect: [disclosure], personal_data: true}
incident:
  types: [confidentiality]
  nature: [unintended_publication]
  cause: internal_non_malicious
  description: En liste med helseopplysninger og fødselsnummer var åpen for alle.
  discovery: {by: external_party}
  confidentiality: {disclosure: disclosed, protection: none, logged: false, recipients: {who: public}}
data: {types: [basic, identification, health], records: {exact: 40}, public_before: false}
subjects:
  - {group: minors, count: {exact: 40}, protected_address: false, vulnerable: true}
consequences: {impact: [identity_theft], severity: severe, description: Kan misbrukes.}
measures: {taken: Listen er tatt ned.}
YAML
}

walk() { # PROFILE DECIDER
  t "$1: a high case from report to close, by what the program proposes"
  run init "$1" --profile "$1" --language en
  exits 0
  at 2026-10-05T14:30:00+02:00
  out=$(high | "$PVTOOL" --register "$1" report --from - 2>&1)
  same "$?" 0
  if walked=$(cd "$1" && /usr/bin/python3 "$source_dir/tests/e2e/walk.py" "$PVTOOL" 2026-0001 2026-10-05T14:35:00+02:00 "$2" 2>&1); then
    ok
  else
    bad "$walked"
  fi
  run --register "$1" --json show 2026-0001
  same "$(value result.case.status) $(value result.case.closing.outcome)" 'closed handled'
  same "$(git -C "$1" status --porcelain)" ''
}

told() { # RECIPIENT...: each of them was told in this walk
  local recipient
  for recipient in "$@"; do
    if grep -q "\"recipient\": \"$recipient\"" <<<"$out"; then ok; else bad "not told: $recipient" "$walked"; fi
  done
}

walk domstol director
told authority people dpo privacy_adviser owner management other reporter
run --register domstol notify 2026-0001 plan
says "Team leader, fixed, held by: Privacy adviser"
says "resources from INDU, HRK and IT"
says "be kept informed"
says "what to watch"
walk krus director
told authority people dpo privacy_adviser owner reporter
walk barnehage manager
told authority people board reporter
walk kommune municipal_director
told authority people dpo owner reporter

# cells: the matrix of the printed plan, one cell a line: step, column, letters sorted.
cells() {
  python3 -c '
import re, sys
lines = sys.stdin.read().split("\n")
at = next(n for n, line in enumerate(lines) if line.startswith("    Trinn "))
starts = [match.start() for match in re.finditer(r"\d+", lines[at])]
for line in lines[at + 1:at + 9]:
    for column, start in enumerate(starts):
        letters = "".join(sorted(line[start:start + 8].replace("-", "").split()))
        if letters:
            print(line[:starts[0]].strip(), column + 1, letters)'
}

t 'domstol: the printed matrix is that of DA 4.2.2, cell by cell'
at 2026-10-05T14:30:00+02:00
run init court --profile domstol --language nb
high | "$PVTOOL" --register court report --from - >/dev/null 2>&1
run --register court --lang nb notify 2026-0001
says '1=Melder, 2=Avviksteam, 3=Utførende, 4=Avvikseier,'
same "$(cells <<<"$out")" 'Første reaksjon 5 AU
Registrering 1 U
Registrering 2 I
Registrering 5 A
Registrering 7 I
Registrering 8 I
Gjennomgang av avviket 1 U
Gjennomgang av avviket 2 AIKU
Gjennomgang av avviket 3 U
Gjennomgang av avviket 5 K
Gjennomgang av avviket 6 IK
Avvikseier og tiltakseiere 2 U
Avvikseier og tiltakseiere 3 I
Avvikseier og tiltakseiere 4 IK
Avvikseier og tiltakseiere 5 K
Avvikseier og tiltakseiere 6 A
Håndtering av avviket 2 I
Håndtering av avviket 3 U
Håndtering av avviket 4 A
Håndtering av avviket 5 K
Bestemme tiltak 1 I
Bestemme tiltak 2 I
Bestemme tiltak 3 U
Bestemme tiltak 4 A
Rotårsaksanalyse 1 K
Rotårsaksanalyse 2 IK
Rotårsaksanalyse 3 U
Rotårsaksanalyse 4 A
Rotårsaksanalyse 6 I
Rotårsaksanalyse 7 I
Rotårsaksanalyse 8 I
Evaluering og lukking 1 I
Evaluering og lukking 2 U
Evaluering og lukking 4 AI
Evaluering og lukking 6 I
Evaluering og lukking 7 I
Evaluering og lukking 8 I'

# after HEADING: the words of the lines from a heading on, one space between them.
after() { sed -n "/^$1/,\$p" <<<"$out" | tr -s ' \n' '  '; }

t 'domstol: the printed escalation is that of DA 7.1'
escalation=$(after 'Eskalering etter kategori')
for words in \
  'Høy eskaleres til: Direktør, Ansvarlig avdelingsdirektør, Avviksteam, Kommunikasjonsansvarlig melde til Datatilsynet: ja; underrette de berørte: ja; analyse av rotårsaken: ja; kalle inn avviksteamet: ja' \
  'Middels eskaleres til: Ansvarlig avdelingsdirektør, Avviksteam melde til Datatilsynet: ja; underrette de berørte: vurder i hver sak; analyse av rotårsaken: vurder i hver sak; kalle inn avviksteamet: ja' \
  'Lav eskaleres til: ingen melde til Datatilsynet: nei; underrette de berørte: nei; analyse av rotårsaken: nei; kalle inn avviksteamet: nei'; do
  if grep -qF -- "$words" <<<"${escalation/ (denne saken)/}"; then ok; else bad "not there: $words" "$escalation"; fi
done

t 'domstol: the printed team is that of DA 7.3'
team=$(after 'Avviksteamet')
for words in 'Teamleder, fast, ivaretas av: Personvernrådgiver (LEDIG, stedfortreder: LEDIG)' 'Faste medlemmer av teamet (LEDIG, stedfortreder: LEDIG), fast' \
  'Kommunikasjonsansvarlig, velges hver gang' 'Jurist, dekkes av: Personvernombud' 'Utførende, velges hver gang' \
  'Avvikseier, velges hver gang' 'Personvernrådgiver (LEDIG, stedfortreder: LEDIG), dekkes av: Teamleder' \
  'Fagansvarlig informasjonssikkerhet (LEDIG), kalles inn ved behov' 'Incident manager (LEDIG, stedfortreder: LEDIG), fast'; do
  if grep -qF -- "$words" <<<"$team"; then ok; else bad "not there: $words" "$team"; fi
done

finish
