#!/usr/bin/env bash
# shellcheck disable=SC2034,SC2154 # what is made here is used by sections, and the other way round
# Sourced by the sections of the benchmark, which run inside tests/lab/with-ipvs: the clock, the records, what is waited for.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
lab=$here/../tests/lab
readonly vip=10.77.0.50 port=5432 web=8080
readonly out=${LVSDR_BENCH_OUT:?is set by bench.sh} tries=${LVSDR_BENCH_TRIES:-20} room=/run/bench
section=${0##*/}
mkdir -p "$room"

die() {
	printf '%s: %s\n' "$section" "$1" >&2
	exit 1
}

say() {
	printf '%s: %s\n' "$section" "$1"
}

# Microseconds.
clock() {
	printf -v "$1" '%s' "${EPOCHREALTIME/./}"
}

# One measured value: CASE WHO SIZE VALUE UNIT
record() {
	printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$section" "$@" >>"$out/records.tsv"
}

# From a moment of the clock to another, in seconds: FROM TO
seconds() {
	printf '%d.%06d' $((($2 - $1) / 1000000)) $((($2 - $1) % 1000000))
}

# Without another process, of which one processor would have to make room for.
exec {never}<> <(:)
pause() {
	read -rt "$1" -u "$never" || true
}

# Up to two seconds, so that a fault comes at any moment between two looks.
random_phase() {
	pause "$((RANDOM % 2)).$(printf '%03d' $((RANDOM % 1000)))"
}

# The lines of the kernel's table.
read_table() {
	mapfile -t table </proc/net/ip_vs
}

# Whether rsN of the service at PORT gets new connections: N PORT
takes() {
	local entry line
	printf -v entry '> 0A4D00%02X:%04X' $((10 + $1)) "$2"
	read_table
	for line in "${table[@]}"; do
		if [[ $line == *"$entry"* ]]; then
			[[ $line =~ \ [A-Za-z]+\ +[1-9] ]]
			return
		fi
	done
	return 1
}

# How many real servers the table has.
entries() {
	read_table
	count=0
	local line
	for line in "${table[@]}"; do
		[[ $line != *'-> '[0-9A-F[]* ]] || count=$((count + 1))
	done
}

has_entries() {
	entries
	((count == $1))
}

# Waits until COMMAND succeeds, at most so many seconds, and says when that was: VARIABLE SECONDS COMMAND...
until_so() {
	local _now _end
	clock _now
	_end=$((_now + $2 * 1000000))
	while ! "${@:3}"; do
		clock _now
		((_now < _end)) || return 1
		pause "${poll:-0.005}"
	done
	clock "$1"
}

# Three PostgreSQL standbys, rs2 to rs4, of a primary, rs1; on each standby also a web server.
make_servers() {
	local number
	"$lab/network" up 4
	"$lab/postgres" primary rs1
	for number in 2 3 4; do
		"$lab/postgres" standby "rs$number" rs1
		serve_web "$number"
	done
}

serve_web() {
	mkdir -p "$room/web$1"
	echo well >"$room/web$1/index.html"
	ip netns exec "rs$1" setsid -f busybox httpd -f -p "$web" -h "$room/web$1" </dev/null >/dev/null 2>&1
}
