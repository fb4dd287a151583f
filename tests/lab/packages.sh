#!/usr/bin/env bash
# Sourced by test.sh and demo.sh: installs the Debian packages that they need and that are missing.

# Holds up other runs until the subshell that calls it ends: apt waits for nobody who fetches lists, and what keeps services from being
# started is one file for all.
take_turn() {
	[[ -z ${turn:-} ]] || return 0
	exec {turn}</var/lib/apt
	flock --timeout 900 "$turn" || { echo "Another run has been installing packages for 15 minutes." >&2 && return 1; }
}

# Which package brings a program: PROGRAM:PACKAGE...
install_missing() {
	local pair missing=()
	PATH=$PATH:/usr/sbin:/sbin
	for pair in "$@"; do
		command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
	done
	((${#missing[@]} > 0)) || return 0
	if ((EUID != 0)); then
		echo "These Debian packages are missing, and installing them needs root: ${missing[*]}" >&2
		return 1
	fi
	if ! command -v apt-get >/dev/null; then
		echo "These Debian packages are missing, and there is no apt-get to install them: ${missing[*]}" >&2
		return 1
	fi
	echo "Installing ${missing[*]}"
	local log
	log=$({
		take_turn || exit
		export DEBIAN_FRONTEND=noninteractive
		apt-get -o DPkg::Lock::Timeout=300 update -qq {turn}<&-
		# A service that a package starts would hold the turn for good.
		apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}" {turn}<&-
	} 2>&1) || {
		printf '%s\n' "$log" >&2
		return 1
	}
}

# What the laboratory needs; a kernel to boot only where the machine's own has no IPVS.
install_laboratory() {
	install_missing modprobe:kmod ip:iproute2 ipvsadm:ipvsadm socat:socat strace:strace unshare:util-linux hostname:hostname xargs:findutils
	modprobe -q ip_vs 2>/dev/null || [[ -e /proc/net/ip_vs ]] || install_missing linux.uml:user-mode-linux
}

# PROGRAM:PACKAGE... of daemons that are wanted here, but not as services of this machine. In
# a shell of its own, at whose end they may be started again.
install_daemons() (
	local policy=/usr/sbin/policy-rc.d
	[[ $EUID -ne 0 || ! -d /var/lib/apt ]] || take_turn
	if [[ ! -e $policy && $EUID -eq 0 ]]; then
		# Left behind, it would keep every service of this machine from being started.
		# shellcheck disable=SC2064 # the file is known now
		trap "rm -f '$policy'" EXIT
		printf '#!/bin/sh\nexit 101\n' >"$policy"
		chmod 0755 "$policy"
	fi
	install_missing "$@"
)

# What the cluster laboratory needs besides PostgreSQL.
install_cluster() {
	install_missing corosync:corosync pacemakerd:pacemaker crm_mon:pacemaker-cli-utils pcs:pcs crm:crmsh \
		/usr/lib/ocf/resource.d/heartbeat/IPaddr2:resource-agents
}

# What runs the role; the module for packages wants python3-apt, which brings no program.
install_ansible() {
	install_missing ansible-playbook:ansible-core ansible-lint:ansible-lint
	python3 -c 'import apt' 2>/dev/null || install_missing python3-apt:python3-apt
}

# What the tests of the PostgreSQL plugin and the laboratory need: programs to run servers of their own with, whichever version the
# distribution has. Debian keeps initdb out of the PATH.
install_postgres() {
	compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || install_missing initdb:postgresql
	install_missing psql:postgresql-client openssl:openssl setpriv:util-linux tar:tar
}

# What containers without Docker need, besides PostgreSQL.
install_containers() {
	install_missing podman:podman runc:runc /usr/lib/cni/bridge:containernetworking-plugins iptables:iptables ip:iproute2 \
		unshare:util-linux pgrep:procps busybox:busybox openssl:openssl
}

# A browser, and in FOLDER what drives it.
install_browser() {
	install_missing chromium:chromium node:nodejs npm:npm
	mkdir -p "$1"
	cp tests/browser/package.json tests/browser/package-lock.json "$1"
	(cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
}

# The servers that the examples of plugins are for.
install_examples() {
	install_daemons redis-server:redis-server redis-sentinel:redis-sentinel mariadbd:mariadb-server patroni:patroni etcd:etcd-server \
		/usr/lib/python3/dist-packages/etcd/__init__.py:python3-etcd dnsmasq:dnsmasq-base
}

require_dotnet() {
	if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
		echo "The .NET 10 SDK is missing; https://dot.net says how to get it." >&2
		return 1
	fi
}
