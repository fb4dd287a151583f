#!/usr/bin/env bash
# Builds everything and runs every test, those that need a kernel with IPVS included. --help shows the options.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
	cat <<'TEXT'
Usage: ./test.sh [all|unit|postgres|kernel|cluster|soak|packages|examples] [--filter EXPRESSION]

Does all its set-up on a Debian machine that has the .NET 10 SDK: packages that are missing are installed (that needs root).

  all                   unit, packages, examples, postgres on the oldest version, the newest and one between, kernel, and of cluster what the
                        README's commands lead to (the default)
  unit                  formatting, scripts, and the tests that need no particular kernel
  postgres              the PostgreSQL plugin on servers in containers, of every version or those in LVSDR_POSTGRES_MAJORS ("12 18")
  kernel                the tests on a kernel with IPVS: this one, or one booted by user-mode-linux
  cluster               every test on a Pacemaker cluster with PostgreSQL, on such a kernel: an hour on a small machine
  soak                  an hour (or LVSDR_SOAK seconds) beside a plugin that means harm: nothing is cut, and nothing grows; and one of
                        faults, of each of which explain, the status page and the metrics tell the same
  packages              packages are made, installed into a fresh Debian without .NET and an empty root, upgraded and downgraded there under
                        a resource that runs, on a kernel with IPVS, and their units run under systemd;
                        what docs/plugins.md says is done at the desk: a plugin is made of the template, written, tested and taken by the host
  examples              the plugins of examples, from the packages for NuGet, against the servers that they are for
  --filter EXPRESSION   only tests that match, as "dotnet test --filter" takes it; formatting and scripts are not looked at

The last line says how many tests passed and failed. With CI=true a skipped test is a failure. Results are in artifacts/test.
TEXT
}

what=all
filter=
while (($# > 0)); do
	case $1 in
		all | unit | postgres | kernel | cluster | soak | packages | examples) what=$1 ;;
		--filter)
			[[ -n ${2:-} ]] || { echo "test.sh: --filter needs an expression, for example --filter Ipvs." >&2 && exit 2; }
			filter=$2
			shift
			;;
		-h | --help) usage && exit 0 ;;
		*) echo "test.sh: there is no option $1; --help shows those there are." >&2 && exit 2 ;;
	esac
	shift
done

# shellcheck source=tests/lab/packages.sh
source tests/lab/packages.sh
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
readonly results=$PWD/artifacts/test installed=$PWD/artifacts/installed packages=$PWD/artifacts/packages guide=$PWD/artifacts/guide debian=$PWD/artifacts/debian
passed=0 failed=0 skipped=0

say() {
	printf '%s\n' "$1"
}

# Runs a step whose output matters only when it fails: NAME COMMAND...
step() {
	local name=$1 log=$results/${1// /-}.log started=$SECONDS
	shift
	if "$@" >"$log" 2>&1; then
		say "$name: well ($((SECONDS - started)) s)"
	else
		cat "$log"
		say "$name: FAILED"
		return 1
	fi
}

# Counts a step that is no test among the failures.
judge() {
	step "$@" || failed=$((failed + 1))
}

count() {
	xmllint --xpath "count(//*[local-name()='UnitTestResult'][@outcome='$2'])" "$1"
}

# Adds the results of one test assembly, or of one part of it, to the sums: NAME[:PART] EXIT_STATUS
add_results() {
	local name=$1 status=$2 file=$results/${1/:/.}.trx well=0 badly=0 not=0
	if [[ -s $file ]]; then
		well=$(count "$file" Passed)
		badly=$(count "$file" Failed)
		not=$(count "$file" NotExecuted)
	fi
	if ((status != 0 && badly == 0)); then
		say "$name: ended with status $status before its results were complete"
		badly=1
	fi
	if ((not > 0)); then
		say "$name: skipped:"
		perl -0777 -ne 'while (/<UnitTestResult [^>]*?testName="([^"]*)"[^>]*outcome="NotExecuted".*?<\/UnitTestResult>/gs) {
			my ($test, $rest) = ($1, $&); my ($why) = $rest =~ /<(?:Message|StdOut)>(.*?)</s; print "  $test: ", $why // "no reason given", "\n" }' "$file"
	fi
	passed=$((passed + well)) failed=$((failed + badly)) skipped=$((skipped + not))
}

# Runs one test assembly, or one part of it: NAME[:PART] COMMAND_PREFIX...
run_tests() {
	local name=${1%:*} record=${1/:/.} status=0 verbosity=minimal arguments library
	shift
	library=$PWD/tests/$name/bin/Release/net10.0/LvsPluggable.$name.dll
	[[ ! -d examples/${name%.Tests} ]] || library=$PWD/examples/${name%.Tests}/tests/bin/Release/net10.0/$name.dll
	# Each of these takes minutes.
	[[ $name != Cluster.Tests && $what != soak ]] || verbosity=normal
	arguments=("$library" "--logger:trx;LogFileName=$record.trx"
		"--logger:console;verbosity=$verbosity" "--ResultsDirectory:$results")
	[[ -z $filter ]] || arguments+=("--TestCaseFilter:$filter")
	rm -f "$results/$record.trx"
	"$@" dotnet vstest "${arguments[@]}" 2>&1 \
		| { grep --line-buffered -vE '^(VSTest version|Starting test|A total of 1|Results File:|No test matches|\[xUnit\.net |$)' || true; } \
		|| status=${PIPESTATUS[0]}
	return "$status"
}

check_scripts() {
	local file first scripts=()
	while read -r file; do
		first=
		IFS= read -r first <"$file" || true
		[[ $first != '#!'*sh ]] || scripts+=("$file")
	done < <(find . \( -name bin -o -name obj -o -name artifacts -o -name .git \) -prune -o -type f -size -200k -print)
	shellcheck "${scripts[@]}"
}

run_unit() {
	local folder name status
	if [[ -z $filter ]]; then
		judge formatting dotnet format LvsPluggable.sln --verify-no-changes --no-restore
		judge scripts check_scripts
		judge role ansible-lint --offline deploy/ansible/roles/lvsdr
	fi
	for folder in tests/*.Tests; do
		name=${folder#tests/}
		[[ $name != @(Kernel|Cluster|Containers).Tests ]] || continue
		status=0
		run_tests "$name" timeout --kill-after=10 600 || status=$?
		add_results "$name" "$status"
	done
}

install_for_laboratory() {
	local plugin
	[[ -e $packages/SHA256SUMS ]] || make_packages || return 1
	rm -rf "$installed"
	dpkg-deb -x "$packages"/lvsdr_*.deb "$installed" || return 1
	for plugin in outside hostile; do
		step "plugin $plugin" dotnet build "tests/lab/$plugin" -c Release --nologo \
			"-p:Contract=$installed/usr/lib/lvsdr/LvsPluggable.Abstractions.dll" --output "$installed/$plugin" || return 1
	done
	step "plugin outside, upgraded" dotnet build tests/lab/outside -c Release --nologo -p:Version=2.0.0 \
		"-p:Contract=$installed/usr/lib/lvsdr/LvsPluggable.Abstractions.dll" --output "$installed/outside2" || return 1
	chmod -R go-w "$installed"
	[[ $what != cluster || -d $guide ]] || step "plugin of the guide" tests/lab/template-check "$packages" "$guide" || return 1
	tests/lab/postgres template "$PWD/artifacts/template"
	export LVSDR_INSTALLED=$installed LVSDR_TEMPLATE=$PWD/artifacts/template LVSDR_GUIDE=$guide
}

# Runs tests of an assembly in the laboratory, all of them if WHICH is empty: NAME[:PART] WHICH LABORATORY_OPTIONS...
in_laboratory() {
	local name=$1 status=0 filter=${filter:+($filter)${2:+&}}$2
	shift 2
	run_tests "$name" tests/lab/with-ipvs "$@" --out "$results" -- || status=$?
	if ((status == 77)); then
		# The reason was printed above; outside the laboratory the tests say themselves that they are skipped.
		status=0
		run_tests "$name" || status=$?
	fi
	echo "$status" >"$results/${name/:/.}.status"
}

# What is run in the laboratory, by name, one after the other: NAME[:PART]...
run_in_turn() {
	local name
	for name; do
		case $name in
			Kernel.Tests) in_laboratory "$name" 'Category!=Soak' --timeout 4800 ;;
			# Both take as long, the cluster's included.
			Kernel.Tests:Scenarios) in_laboratory "$name" "Category!=Soak&FullyQualifiedName~.Scenarios.&FullyQualifiedName!~.HostilePlugin" --timeout 4800 ;;
			Kernel.Tests:Rest) in_laboratory "$name" "Category!=Soak&(FullyQualifiedName!~.Scenarios.|FullyQualifiedName~.HostilePlugin)" --timeout 4800 ;;
			Kernel.Tests:Soak) in_laboratory "$name" Category=Soak --timeout $((2 * ${LVSDR_SOAK:-3600} + 1800)) ;;
			Cluster.Tests:Brief) in_laboratory "$name" Category=Brief --timeout 4800 --memory 5G ;;
			Cluster.Tests) in_laboratory "$name" '' --timeout 5400 --memory 5G ;;
		esac
	done
}

# A booted kernel has one processor, so where there is room for two, the others run beside the first: NAME[:PART]...
run_in_laboratory() {
	local log=$results/beside.log job name
	if (($# == 1 || $(nproc) < 2 || $(awk '/^MemAvailable/ { print $2 }' /proc/meminfo) < 10 << 20)); then
		run_in_turn "$@"
	else
		run_in_turn "${@:2}" >"$log" 2>&1 &
		job=$!
		run_in_turn "$1"
		wait "$job" || true
		cat "$log"
	fi
	for name; do
		add_results "$name" "$(cat "$results/${name/:/.}.status" || echo 125)"
	done
}

# On Docker, or Podman where that cannot be had; with neither the tests say themselves that they are skipped.
run_in_containers() {
	local name=Containers.Tests status=0
	run_tests "$name" tests/lab/containers -- || status=$?
	if ((status == 77)); then
		status=0
		run_tests "$name" || status=$?
	fi
	add_results "$name" "$status"
}

make_packages() {
	step packaging ./package.sh "$(dpkg --print-architecture)"
}

# As users do it; needs root.
run_packages() {
	install_missing debootstrap:debootstrap man:man-db rpmlint:rpmlint lintian:lintian unzip:unzip
	if make_packages && step packages tests/lab/packages-check --keep "$debian" "$packages"; then
		passed=$((passed + 1))
		run_units
		run_template
		run_install
	else
		failed=$((failed + 1))
	fi
}

# As authors of plugins do it, with what NuGet is set up to use on this machine.
run_template() {
	if step template tests/lab/template-check "$packages" "$guide"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
	fi
}

run_install() {
	if step "install without packs" tests/lab/install-check; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
	fi
}

# Plugins as third parties have them, and the host that takes them; their servers end with the process namespace in which they are.
run_examples() {
	local folder name status apart=()
	[[ -e $packages/SHA256SUMS ]] || make_packages || { failed=$((failed + 1)) && return; }
	if ! step examples tests/lab/examples-check "$packages"; then
		failed=$((failed + 1))
		return
	fi
	[[ -n $filter ]] || judge "formatting of examples" dotnet format examples/Examples.slnx --verify-no-changes --no-restore
	! unshare --pid --fork --mount-proc true 2>/dev/null || apart=(unshare --pid --fork --kill-child --mount-proc)
	for folder in examples/*/tests; do
		name=${folder#examples/}
		name=${name%/tests}.Tests
		status=0
		run_tests "$name" timeout --kill-after=10 300 "${apart[@]}" || status=$?
		add_results "$name" "$status"
	done
}

# On a booted kernel in any case: beside the systemd of this machine there is no place for another. What is upgraded to is made first.
run_units() {
	local log=$results/units.log status=0 next=$PWD/artifacts/next.deb
	[[ $(uname -m) != x86_64 ]] || install_missing linux.uml:user-mode-linux /usr/lib/systemd/systemd:systemd ping:iputils-ping
	if ! step "next package" tests/lab/next-package "$packages" 99.0.0 "$next"; then
		failed=$((failed + 1))
		return
	fi
	# shellcheck disable=SC2016 # expanded by the inner shell
	tests/lab/with-ipvs --kernel uml -- bash -c 'tests/lab/upgrade-check "$0" "$1" && tests/lab/units-check "$2"' \
		"$debian" "$next" "$packages" >"$log" 2>&1 || status=$?
	case $status in
		0) say "upgrade and units: well" && passed=$((passed + 1)) ;;
		77) say "upgrade and units: skipped: $(tail -n 1 "$log")" && skipped=$((skipped + 1)) ;;
		*) cat "$log" && say "upgrade and units: FAILED" && failed=$((failed + 1)) ;;
	esac
}

finish() {
	local line="$passed passed, $failed failed"
	((skipped == 0)) || line+=", $skipped skipped"
	if [[ ${CI:-} == true ]] && ((skipped > 0)); then
		say "Under CI a skipped test is a failure."
		failed=$((failed + 1))
	fi
	if ((passed + failed + skipped == 0)); then
		say "No test matches."
		failed=1
	fi
	say "$line"
	((failed == 0))
}

require_dotnet
install_missing shellcheck:shellcheck xmllint:libxml2-utils ocf-tester:resource-agents pgrep:procps perl:perl-base patch:patch python3:python3 curl:curl tmux:tmux
install_laboratory
install_daemons keepalived:keepalived ldirectord:ldirectord promtool:prometheus
install_postgres
install_cluster
install_ansible
[[ $what != @(all|examples) ]] || install_examples
mkdir -p "$results"
rm -f "$packages/SHA256SUMS" "$results"/*.status
rm -rf "$guide"
if [[ $what == packages ]]; then
	run_packages
	finish
	exit
fi
if [[ $what == examples ]]; then
	run_examples
	finish
	exit
fi
[[ $what != @(all|unit) ]] || step browser install_browser "$PWD/artifacts/browser" || { say "0 passed, 1 failed" && exit 1; }
step build dotnet build LvsPluggable.sln -c Release --nologo || { say "0 passed, 1 failed" && exit 1; }
[[ $what == @(postgres|kernel|cluster|soak) ]] || run_unit
[[ $what != all || -n $filter ]] || run_packages
[[ $what != all || -n $filter ]] || run_examples
if [[ $what == postgres ]]; then
	LVSDR_POSTGRES_MAJORS=${LVSDR_POSTGRES_MAJORS:-$(cut -d ' ' -f 1 tests/lab/postgres-versions | xargs)}
	export LVSDR_POSTGRES_MAJORS
fi
[[ $what != @(all|postgres) ]] || run_in_containers
if [[ $what != @(unit|postgres) ]]; then
	if install_for_laboratory; then
		# With a filter that matches little, a second kernel would be booted for nothing.
		kernel=(Kernel.Tests:Scenarios Kernel.Tests:Rest)
		[[ -z $filter ]] || kernel=(Kernel.Tests)
		case $what in
			kernel) run_in_laboratory "${kernel[@]}" ;;
			cluster) run_in_laboratory Cluster.Tests ;;
			soak) run_in_laboratory Kernel.Tests:Soak ;;
			all) run_in_laboratory "${kernel[0]}" Cluster.Tests:Brief "${kernel[@]:1}" ;;
		esac
	else
		failed=$((failed + 1))
	fi
fi
finish
