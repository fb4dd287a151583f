#!/usr/bin/env bash
# shellcheck disable=SC2034,SC2154 # what is made here is used by sections, and the other way round
# Sourced by the sections of the benchmark: starts and stops each director with the same real servers, rs2 to rs4.

# Who directs, with what check. Intervals are a second for all but lvsdr, which has its defaults.
#   lvsdr lvsdr-script lvsdr-tcp lvsdr-http
#   keepalived (TCP_CHECK) keepalived-script keepalived-http ldirectord ldirectord-script ldirectord-http haproxy (no table of the kernel)
readonly installed=${LVSDR_INSTALLED:?is set by bench.sh}
readonly agent=$installed/usr/lib/ocf/resource.d/lvs/lvsdr
readonly servers="10.77.0.12 10.77.0.13 10.77.0.14"
export LVSDR_HOST=$installed/usr/lib/lvsdr/lvsdr OCF_ROOT=/usr/lib/ocf OCF_RESOURCE_INSTANCE=bench HA_RSCTMP=/run/resource-agents
directs=

# The port of a director's service.
port_of() {
	case $1 in
		*-http) echo "$web" ;;
		*) echo "$port" ;;
	esac
}

# lvsdr by its agent, with parameters: NAME=VALUE...
run_lvsdr() {
	local pair
	for pair in "vip=$vip" "$@"; do
		export "OCF_RESKEY_$pair"
	done
	"$agent" start >"$room/agent.log" 2>&1 || die "lvsdr does not start: $(<"$room/agent.log")"
}

# The same with the PostgreSQL plugin.
run_lvsdr_postgres() {
	local conninfo="user=lvsdr dbname=postgres"
	run_lvsdr "port=$port" "postgres_source=host=10.77.0.11 $conninfo" "postgres_check=$conninfo" "$@"
}

start_lvsdr() {
	case $1 in
		lvsdr) run_lvsdr_postgres ;;
		lvsdr-lag) run_lvsdr_postgres postgres_max_lag=1s ;;
		lvsdr-script)
			run_lvsdr "port=$port" "weight_of_realservers=$servers" "realserver_check_active_real_server_script=$here/standby-check"
			;;
		lvsdr-tcp) run_lvsdr "port=$port" "weight_of_realservers=$servers" tcp_check=true ;;
		lvsdr-http) run_lvsdr "port=$web" "weight_of_realservers=$servers" http_check=/index.html ;;
	esac
}

start_keepalived() {
	local address check
	{
		printf 'global_defs {\n\tscript_user root\n}\n'
		printf 'virtual_server %s %s {\n\tdelay_loop 1\n\tlvs_sched rr\n\tlvs_method DR\n\tprotocol TCP\n' "$vip" "$(port_of "$1")"
		for address in $servers; do
			case $1 in
				keepalived) check=$'TCP_CHECK {\n\t\t\tconnect_timeout 3' ;;
				keepalived-script) check=$'MISC_CHECK {\n\t\t\tmisc_path "'"$here/standby-check $address"$'"\n\t\t\tmisc_timeout 10' ;;
				keepalived-http) check=$'HTTP_GET {\n\t\t\turl {\n\t\t\t\tpath /index.html\n\t\t\t\tstatus_code 200\n\t\t\t}\n\t\t\tconnect_timeout 3' ;;
			esac
			printf '\treal_server %s %s {\n\t\tweight 1\n\t\t%s\n\t\t}\n\t}\n' "$address" "$(port_of "$1")" "$check"
		done
		echo '}'
	} >"$room/keepalived.conf"
	run_keepalived "$room/keepalived.conf"
}

run_keepalived() {
	keepalived --dont-fork --check --use-file "$1" --pid "$room/keepalived.pid" --checkers_pid "$room/checkers.pid" \
		</dev/null >"$room/keepalived.log" 2>&1 &
	pid=$!
}

start_ldirectord() {
	local address
	{
		printf 'checktimeout=3\ncheckinterval=1\nquiescent=no\nvirtual=%s:%s\n' "$vip" "$(port_of "$1")"
		for address in $servers; do
			printf '\treal=%s:%s gate\n' "$address" "$(port_of "$1")"
		done
		printf '\tscheduler=rr\n\tprotocol=tcp\n'
		case $1 in
			ldirectord) printf '\tchecktype=connect\n' ;;
			ldirectord-script) printf '\tchecktype=external\n\tcheckcommand=%s\n' "$here/standby-check" ;;
			ldirectord-http) printf '\tservice=http\n\tchecktype=negotiate\n\trequest="index.html"\n\treceive="well"\n' ;;
		esac
	} >"$room/ldirectord.cf"
	ldirectord -d "$room/ldirectord.cf" start </dev/null >"$room/ldirectord.log" 2>&1 &
	pid=$!
}

start_haproxy() {
	local address number=2 reached
	{
		printf 'global\n  stats socket %s level admin\n  stats timeout 1h\n' "$room/haproxy.sock"
		printf 'defaults\n  mode tcp\n  timeout connect 3s\n  timeout check 3s\n  timeout client 1m\n  timeout server 1m\n'
		printf 'listen bench\n  bind 127.0.0.1:6000\n  option pgsql-check user lvsdr\n  default-server inter 1s fall 2 rise 2\n'
		for address in $servers; do
			printf '  server rs%d %s:%s check\n' "$number" "$address" "$port"
			number=$((number + 1))
		done
	} >"$room/haproxy.cfg"
	haproxy -f "$room/haproxy.cfg" -db </dev/null >"$room/haproxy.log" 2>&1 &
	pid=$!
	until_so reached 30 haproxy_answers || die "haproxy does not start: $(<"$room/haproxy.log")"
	coproc HAPROXY { exec socat - "UNIX-CONNECT:$room/haproxy.sock"; }
	exec {ha}>&"${HAPROXY[1]}" {ha_answers}<&"${HAPROXY[0]}"
	echo prompt >&"$ha"
}

haproxy_answers() {
	socat -u OPEN:/dev/null "UNIX-CONNECT:$room/haproxy.sock" 2>/dev/null
}

# Whether haproxy sends new connections to rsN; its answer ends with an empty line: N
haproxy_takes() {
	local line state=
	echo 'show servers state bench' >&"$ha"
	while read -rt 3 line <&"$ha_answers"; do
		[[ $line != *" rs$1 "* ]] || read -r _ _ _ _ _ state _ <<<"${line#> }"
		[[ -n $line || -z $state ]] || break
	done
	[[ $state == 2 ]]
}

# Whether the director WHO sends new connections to rsN: WHO N
directs_to() {
	case $1 in
		haproxy) haproxy_takes "$2" ;;
		*) takes "$2" "$(port_of "$1")" ;;
	esac
}

directs_not_to() {
	! directs_to "$@"
}

directs_to_all() {
	directs_to "$1" 2 && directs_to "$1" 3 && directs_to "$1" 4
}

# Starts the director WHO and waits until it sends connections to all servers.
start_director() {
	local reached
	directs=$1
	case $1 in
		lvsdr*) start_lvsdr "$1" ;;
		keepalived*) start_keepalived "$1" ;;
		ldirectord*) start_ldirectord "$1" ;;
		haproxy) start_haproxy ;;
		*) die "there is no director $1." ;;
	esac
	until_so reached 60 directs_to_all "$1" || die "$1 does not get as far as directing to all servers."
}

stop_director() {
	case $directs in
		lvsdr*)
			"$agent" stop >"$room/agent.log" 2>&1 || die "lvsdr does not stop: $(<"$room/agent.log")"
			unset "${!OCF_RESKEY_@}"
			;;
		haproxy)
			exec {ha}>&- {ha_answers}<&-
			end_process
			;;
		keepalived* | ldirectord*) end_process ;;
	esac
	directs=
	ipvsadm -C
}

end_process() {
	kill "$pid" || true
	wait "$pid" || true
}

# The process of the director that runs now; its children are its own.
director_process() {
	case $directs in
		lvsdr*) cut -d ' ' -f 1 "$HA_RSCTMP/lvsdr-$OCF_RESOURCE_INSTANCE/pid" ;;
		*) echo "$pid" ;;
	esac
}
