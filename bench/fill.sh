#!/usr/bin/env bash
# shellcheck disable=SC2034,SC2154 # what is made here is used by sections, and the other way round
# Sourced by sections of the benchmark: tables without checks, filled by who is named, lvsdr, keepalived or ipvsadm. lvsdr_file and
# other_files of the section write what each reads: $room/lvsdr.json, keepalived.conf and rules.

# Reading a long table is work in itself.
poll=0.05

# The time until COMMAND succeeds, since a moment: CASE WHO SIZE SINCE COMMAND...
timed_until() {
	local reached
	if until_so reached 600 "${@:5}"; then
		record "$1" "$2" "$3" "$(seconds "$4" "$reached")" s
	else
		record "$1" "$2" "$3" never s
	fi
}

# WHO SIZE ENTRIES
fill() {
	local who=$1 size=$2 before
	lvsdr_file "$size" 1
	other_files "$size"
	clock before
	directs=$who
	case $who in
		lvsdr) OCF_RESKEY_config=$room/lvsdr.json "$agent" start >"$room/agent.log" 2>&1 & ;;
		keepalived) run_keepalived "$room/keepalived.conf" ;;
		ipvsadm) ipvsadm --restore <"$room/rules" ;;
	esac
	timed_until 'start to full table' "$who" "$size" "$before" has_entries "$3"
	[[ $who != lvsdr ]] || wait "$!" || die "lvsdr does not start: $(<"$room/agent.log")"
}

# lvsdr reads a file in which some servers have the weight 7; how long until they have it in the table: CASE SIZE SERVERS
change() {
	local before
	lvsdr_file "$2" 7
	clock before
	OCF_RESKEY_config=$room/lvsdr.json "$agent" reload-agent >"$room/agent.log" 2>&1 || die "$(<"$room/agent.log")"
	timed_until "$1" lvsdr "$2" "$before" has_changed "$3"
}

has_changed() {
	local line changed=0
	read_table
	for line in "${table[@]}"; do
		[[ ! $line =~ Route\ +7\  ]] || changed=$((changed + 1))
	done
	((changed == $1))
}
