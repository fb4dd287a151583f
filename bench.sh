#!/usr/bin/env bash
# Measures lvsdr beside its peers, on the same work in one run. --help shows the options.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly sections=(detect quiet agent startup size table pass)

usage() {
	cat <<'TEXT'
Usage: ./bench.sh [--tries NUMBER] [--out FOLDER] [SECTION[:CASE,CASE...]...]

Builds lvsdr and measures it beside keepalived, ldirectord, haproxy (its checks) and ipvsadm, which are installed from the distribution; needs
a Debian machine with the .NET 10 SDK, and root. What needs IPVS runs in network namespaces, on this kernel if it has IPVS, else on
one that is booted for the occasion, which has one processor: compare within a row. Nothing else should run on the machine meanwhile.

  detect    from a fault of a real server to no new connections for it; detect:killed,hung is these faults alone
  quiet     processor time, context switches and memory while nothing happens
  agent     actions of the agent; its monitor beside a shell that does nothing
  startup   start to a table of three servers, and stop
  size      100, 1000 and 10000 real servers in one service, without checks
  table     100 and 1000 services with ten real servers each, without checks
  pass      the parts of a pass, by themselves, outside of the kernel: time and memory (BenchmarkDotNet)

  --tries NUMBER   of each fault, action and start (default 20: hours); of what takes long by itself there are three rounds at most
  --out FOLDER     where records.tsv, results.json, results.md and the pictures are left (default artifacts/bench); what other sections left there stays
TEXT
}

tries=20 out=$PWD/artifacts/bench wanted=()
while (($# > 0)); do
	case $1 in
		--tries | --out)
			(($# > 1)) || { echo "bench.sh: $1 needs a value." >&2 && exit 2; }
			[[ $1 != --tries ]] || tries=$2
			[[ $1 != --out ]] || out=$2
			shift
			;;
		-h | --help) usage && exit 0 ;;
		-*) echo "bench.sh: there is no option $1; --help shows those there are." >&2 && exit 2 ;;
		*)
			[[ " ${sections[*]} " == *" ${1%%:*} "* ]] || { echo "bench.sh: there is no section $1; there are ${sections[*]}." >&2 && exit 2; }
			wanted+=("$1")
			;;
	esac
	shift
done
[[ $tries =~ ^[1-9][0-9]*$ ]] || { echo "bench.sh: --tries should be a number above 0, not $tries." >&2 && exit 2; }
((${#wanted[@]} > 0)) || wanted=("${sections[@]}")

# shellcheck source=tests/lab/packages.sh
source tests/lab/packages.sh
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
readonly installed=$PWD/artifacts/bench-installed template=$PWD/artifacts/template

prepare() {
	echo "Building lvsdr ..."
	./install.sh --destdir "$installed" >"$out/build.log" 2>&1 || { cat "$out/build.log" && return 1; }
	tests/lab/postgres template "$template"
}

# In the laboratory: SECTION [CASE...]
measure() {
	local section=${1%%:*} cases=()
	[[ $1 != *:* ]] || IFS=, read -ra cases <<<"${1#*:}"
	forget "$section" "${cases[@]}"
	if [[ $section == pass ]]; then
		dotnet run --project bench/Parts -c Release -- "$out"
	else
		LVSDR_INSTALLED=$installed LVSDR_TEMPLATE=$template LVSDR_BENCH_OUT=$out LVSDR_BENCH_TRIES=$tries \
			tests/lab/with-ipvs --timeout 14400 --memory 5G --out "$out" -- "bench/$section" "${cases[@]}"
	fi
}

# What an earlier run found of it: SECTION [CASE...]
forget() {
	local section=$1
	shift
	awk -F '\t' -v section="$section" -v cases="$*" '
		BEGIN { all = split(cases, list, " ") == 0; for (i in list) named[list[i]] = 1 }
		!($1 == section && (all || $2 in named))' "$out/records.tsv" >"$out/records.new"
	mv "$out/records.new" "$out/records.tsv"
}

report() {
	jq -Rs -f bench/report.jq "$out/records.tsv" >"$out/results.json"
	jq -r --arg order "${sections[*]}" -f bench/report-markdown.jq "$out/results.json" >"$out/results.md"
	bench/pictures "$out/records.tsv" "$out"
	cat "$out/results.md"
}

require_dotnet
mkdir -p "$out"
out=$(cd "$out" && pwd -P)
touch "$out/records.tsv"
install_laboratory
install_postgres
install_daemons keepalived:keepalived ldirectord:ldirectord haproxy:haproxy
install_missing busybox:busybox gnuplot:gnuplot-nox jq:jq strace:strace pgrep:procps perl:perl
prepare
for each in "${wanted[@]}"; do
	measure "$each"
done
report
