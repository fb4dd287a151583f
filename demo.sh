#!/usr/bin/env bash
# Shows lvsdr at work: a real PostgreSQL primary with standbys and a client in network namespaces, psql through a virtual address,
# a standby killed and brought back, another one added. Fails when something does not happen as told.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly vip=10.77.0.50 port=5432
network=$PWD/tests/lab/network postgres=$PWD/tests/lab/postgres

usage() {
	cat <<'TEXT'
Usage: ./demo.sh

Builds lvsdr and shows it at work on a small network inside this machine. Needs a Debian machine with the .NET 10 SDK, and root;
packages that are missing are installed. Nothing else of the machine is changed: it all happens in network namespaces, on this
kernel if it has IPVS, else on one that is booted for the occasion. NO_COLOR is respected.
TEXT
}

outside() {
	# shellcheck source=tests/lab/packages.sh
	source tests/lab/packages.sh
	require_dotnet
	install_missing pgrep:procps perl:perl-base
	install_laboratory
	install_postgres
	local root
	root=$(mktemp -d /var/tmp/lvsdr-demo.XXXXXX)
	# shellcheck disable=SC2064 # the folder is known now
	trap "rm -rf '$root'" EXIT
	chmod 0755 "$root"
	echo "Building lvsdr ..."
	DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 ./package.sh "$(dpkg --print-architecture)" >/dev/null
	dpkg-deb -x artifacts/packages/lvsdr_*.deb "$root/root"
	tests/lab/postgres template "$root"
	export LVSDR_TEMPLATE=$root
	echo "Getting a kernel with IPVS ..."
	LVSDR_COLOUR=$([[ -t 1 && -z ${NO_COLOR:-} ]] && echo yes || echo no)
	export LVSDR_COLOUR
	local status=0
	# The folder is shown to the inside by being asked for as one that may be written.
	tests/lab/with-ipvs --timeout 400 --out "$root" -- ./demo.sh inside "$root/root" || status=$?
	return "$status"
}

paint() {
	if [[ ${LVSDR_COLOUR:-no} == yes ]]; then
		printf '\033[%sm%s\033[0m\n' "$1" "$2"
	else
		printf '%s\n' "$2"
	fi
}

title() {
	echo
	paint '1;36' "$1"
}

say() {
	printf '%s\n' "$1"
}

fail() {
	paint '1;31' "This is not what should have happened: $1"
	exit 1
}

milliseconds() {
	local now=$EPOCHREALTIME
	echo $((${now/./} / 1000))
}

show_table() {
	ipvsadm -Ln | sed -n '/^TCP/,$p'
}

in_table() {
	ipvsadm -Ln | grep -q -- "-> 10.77.0.1$1:$port "
}

not_in_table() {
	! in_table "$1"
}

# Waits, at most 30 s, until COMMAND succeeds, and says how long that took after SINCE: SINCE WHAT COMMAND...
until_so() {
	local since=$1 what=$2
	shift 2
	until "$@"; do
		(($(milliseconds) - since < 30000)) || fail "after 30 s it is still not so that $what."
		sleep 0.05
	done
	say "After $(($(milliseconds) - since)) ms $what."
}

# Asks six times through the virtual address who answers; EXPECTED is the sorted list of those who should.
connect() {
	local expected=$1 answers='' time seen
	for ((time = 0; time < 6; time++)); do
		answers+="$("$postgres" ask || echo nobody)"$'\n'
	done
	say "psql -h $vip -c 'SHOW cluster_name', six times, was answered by:"
	printf '%s' "$answers" | sort | uniq -c | sed 's/^ */    /'
	seen=$(printf '%s' "$answers" | sort -u | tr '\n' ' ')
	[[ ${seen% } == "$expected" ]] || fail "the answers should have come from $expected."
}

still_open() {
	[[ $("$postgres" asks long) == "$1" ]] || fail "the open session with $1 was cut."
	say "The session that was open all the time still talks to $1."
}

inside() {
	local agent=$1/usr/lib/ocf/resource.d/lvs/lvsdr held victim since
	export LVSDR_HOST=$1/usr/lib/lvsdr/lvsdr OCF_RESOURCE_INSTANCE=demo HA_RSCTMP=/run/resource-agents

	title "1. A PostgreSQL primary with two standbys, a client, and a director"
	"$network" up 4
	"$postgres" primary rs1
	"$postgres" standby rs2 rs1
	"$postgres" standby rs3 rs1
	say "Each is a network namespace on one bridge: rs1 (10.77.0.11) is the primary, rs2 and rs3 stream from it. The client reads"
	say "through the virtual address $vip, which is here, on the director."
	! "$postgres" ask >/dev/null || fail "somebody answers already."
	say "Nobody answers there yet."

	title "2. lvsdr is started, by its OCF agent as Pacemaker would"
	export OCF_RESKEY_vip=$vip OCF_RESKEY_port=$port \
		OCF_RESKEY_postgres_source="host=10.77.0.11 user=lvsdr dbname=postgres" \
		OCF_RESKEY_postgres_check="user=lvsdr dbname=postgres"
	env | grep ^OCF_RESKEY_ | sort | sed 's/^OCF_RESKEY_/    /'
	since=$(milliseconds)
	"$agent" start || fail "the start failed."
	say "Started after $(($(milliseconds) - since)) ms. The kernel's table:"
	show_table
	connect "rs2 rs3"
	held=$("$postgres" hold long)
	say "One more session, with $held, stays open from here on."

	title "3. A standby is killed (kill -9 of its postmaster)"
	victim=rs2
	[[ $held != rs2 ]] || victim=rs3
	"$postgres" kill "$victim"
	until_so "$(milliseconds)" "$victim is out of the table" not_in_table "${victim#rs}"
	show_table
	connect "$held"
	still_open "$held"

	title "4. It comes back, and another standby joins"
	"$postgres" start "$victim"
	until_so "$(milliseconds)" "$victim is in the table again" in_table "${victim#rs}"
	"$postgres" standby rs4 rs1
	until_so "$(milliseconds)" "rs4, which nobody configured, is in the table" in_table 4
	show_table
	connect "rs2 rs3 rs4"
	still_open "$held"

	title "5. What lvsdr says of itself, and the end"
	"$LVSDR_HOST" status || fail "the status cannot be shown."
	"$agent" monitor || fail "monitor should have succeeded."
	"$agent" stop || fail "the stop failed."
	[[ -z $(ipvsadm-save -n) ]] || fail "stop left something in the table."
	say "Stopped; the table is empty."
	"$postgres" let-go long
	"$postgres" down
	"$network" down
	paint '1;32' "Everything happened as told."
}

case ${1:-} in
	'') outside ;;
	inside) inside "$2" ;;
	-h | --help) usage ;;
	*) echo "demo.sh: there is no option $1; --help shows what there is." >&2 && exit 2 ;;
esac
