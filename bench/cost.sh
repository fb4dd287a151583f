#!/usr/bin/env bash
# shellcheck disable=SC2034,SC2154 # what is made here is used by sections, and the other way round
# Sourced by sections of the benchmark: what processes cost.

# A process and its descendants.
family() {
	local member
	echo "$1"
	for member in $(pgrep -P "$1"); do
		family "$member"
	done
}

# Hundredths of a second that processes, and their ended children, have taken.
ticks_of() {
	local fields member
	ticks=0
	for member in "$@"; do
		fields=$(cat "/proc/$member/stat" 2>/dev/null) || continue
		# shellcheck disable=SC2206 # numbers
		fields=(${fields##*) })
		ticks=$((ticks + fields[11] + fields[12] + fields[13] + fields[14]))
	done
}

switches_of() {
	local files=() member
	for member in "$@"; do
		files+=("/proc/$member/task"/*/status)
	done
	switches=$({ cat "${files[@]}" 2>/dev/null || true; } | awk '/ctxt_switches/ { sum += $2 } END { print sum + 0 }')
}

# Mebibytes, what is shared divided among those who share it.
resident_of() {
	local files=("${@/#//proc/}")
	resident=$({ cat "${files[@]/%//smaps_rollup}" 2>/dev/null || true; } | awk '/^Pss:/ { sum += $2 } END { printf "%.1f", sum / 1024 }')
}

percent() {
	awk "BEGIN { printf \"%.2f\", $1 * 1000000 / ($3 - $2) }"
}

# How many system calls a second processes make; tracing slows them, so that nothing else is measured meanwhile.
system_calls_of() {
	local traced=20
	timeout --signal=INT "$traced" strace -f -c -q -o "$room/strace" "${@/#/-p}" >/dev/null 2>&1 || true
	calls=$(awk -v traced="$traced" '$NF == "total" { printf "%.1f", $4 / traced }' "$room/strace")
}
