#!/usr/bin/env bash
# Builds lvsdr and installs it on this machine, or into a folder for a package; or a real server's agent alone. --help shows the
# options.
set -euo pipefail

usage() {
	cat <<'TEXT'
Usage: ./install.sh [--real-server] [--destdir DIR] [--provider NAME] [--platform NAME]

Publishes the host and its plugins to /usr/lib/lvsdr, with a link /usr/bin/lvsdr, the OCF agents to
/usr/lib/ocf/resource.d/NAME, and the schema of configuration files to /usr/share/lvsdr. Makes /etc/lvsdr/plugins for plugins of your
own. What is installed brings .NET along and is compiled ahead of time; where the packages for that cannot be had, it needs a .NET 10
runtime, and this script says so.

  --real-server     install the agent lvsdr-realsvr and nothing else, for nodes that are never the director; needs no .NET
  --destdir DIR     install below DIR instead of / (for packages and tests)
  --provider NAME   the provider under which Pacemaker finds the agents: ocf:NAME:lvsdr (default lvs; "heartbeat" for
                    clusters whose configuration already says ocf:heartbeat:lvsdr)
  --platform NAME   linux-x64 or linux-arm64 (default: this machine's)
TEXT
}

die() {
	printf 'install.sh: %s\n' "$1" >&2
	exit 1
}

destination=
provider=lvs
everything=true
case $(uname -m) in
	x86_64) platform=linux-x64 ;;
	aarch64) platform=linux-arm64 ;;
	*) platform=linux-$(uname -m) ;;
esac
here=$platform
while (($# > 0)); do
	case $1 in
		--destdir | --provider | --platform)
			[[ -n ${2:-} ]] || die "$1 needs a value; --help shows an example."
			case $1 in
				--destdir) destination=$2 ;;
				--provider) provider=$2 ;;
				--platform) platform=$2 ;;
			esac
			shift 2
			;;
		--real-server)
			everything=false
			shift
			;;
		-h | --help) usage && exit 0 ;;
		*) die "there is no option $1; --help shows those there are." ;;
	esac
done
[[ $provider =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] || die "a provider's name is one word of letters, digits, '.', '_' and '-', not \"$provider\"."
[[ $everything == false ]] || command -v dotnet >/dev/null || die "dotnet is not in PATH; install the .NET 10 SDK (https://dot.net)."
((EUID == 0)) || [[ -n $destination ]] || die "installing on this machine needs root; --destdir DIR installs elsewhere."

source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
if [[ -n $destination ]]; then
	mkdir -p "$destination"
	destination=$(cd "$destination" && pwd -P)
fi
agents=$destination/usr/lib/ocf/resource.d/$provider
umask 022

# What a running host or an action has open stays valid, as files are moved and never overwritten.
install_agent() {
	mkdir -p "$agents"
	install -m 0755 "$source_folder/agent/$1" "$agents/.new"
	mv "$agents/.new" "$agents/$1"
}

if [[ $everything == false ]]; then
	install_agent lvsdr-realsvr
	printf 'The agent of real servers is ocf:%s:lvsdr-realsvr.\n' "$provider"
	exit
fi

library=$destination/usr/lib/lvsdr
mkdir -p "${library%/*}" "$destination/usr/bin" "$destination/etc/lvsdr/plugins"
fresh=$(mktemp -d "$library.new.XXXXXX")
trap 'rm -rf "$fresh"' EXIT

# What is in the folders of the source is left as it is.
publish() {
	dotnet publish "$source_folder/src/Host" -c Release --nologo -v quiet --output "$fresh" --artifacts-path "$source_folder/artifacts/publish" \
		-p:RunAnalyzers=false -p:CopyOutputSymbolsToPublishDirectory=false -p:PublishDocumentationFiles=false "$@" 2>&1
}

cannot_build() {
	printf '%s\n' "$log" >&2
	die "the host cannot be built; the reasons are above."
}

if ! log=$(publish -r "$platform" --self-contained -p:PublishReadyToRun=true); then
	[[ $log == *NU1101* || $log == *NU1102* || $log == *NETSDK1094* || $log == *NETSDK1112* || $log == *NETSDK1083* ]] || cannot_build
	printf 'install.sh: .NET for %s cannot be had to bring along, so what is installed needs a .NET 10 runtime:\n%s\n' \
		"$platform" "$(grep -m 1 -oE '(NU|NETSDK)1[0-9]{3}: [^[]*' <<<"$log")" >&2
	rm -rf "${fresh:?}"/*
	log=$(publish) || cannot_build
fi

find "$fresh" -name '*.pdb' -delete
# The host refuses plugins that anyone but their owner could have written.
chmod -R u=rwX,go=rX "$fresh"
find "$fresh" \( -name '*.dll' -o -name '*.so' \) -exec chmod a-x {} +
((EUID != 0)) || chown -R root:root "$fresh"

# The host prints it, and for another platform nobody here can.
schema=
if [[ $platform == "$here" ]]; then
	dotnet_folder=$(readlink -f "$(command -v dotnet)")
	schema=$(DOTNET_ROOT=${DOTNET_ROOT:-${dotnet_folder%/*}} "$fresh/lvsdr" schema plugin_path="$fresh/plugins") || die "what was built does not run."
fi

# A start finds all new files or all old ones.
old=
if [[ -e $library ]]; then
	old=$(mktemp -d "$library.old.XXXXXX")
	mv -T "$library" "$old"
fi
mv -T "$fresh" "$library"
[[ -z $old ]] || rm -rf "$old"

if [[ -n $schema ]]; then
	mkdir -p "$destination/usr/share/lvsdr"
	printf '%s\n' "$schema" >"$destination/usr/share/lvsdr/lvsdr.schema.json"
fi
for agent in lvsdr lvsdr-realsvr lvs; do
	install_agent "$agent"
done
ln -sfn ../lib/lvsdr/lvsdr "$destination/usr/bin/lvsdr"
chmod 0755 "$destination/etc/lvsdr" "$destination/etc/lvsdr/plugins"

printf 'lvsdr is in %s, its agent is ocf:%s:lvsdr, that of real servers ocf:%s:lvsdr-realsvr, that of both ocf:%s:lvs, your plugins go to %s.\n' \
	"$library" "$provider" "$provider" "$provider" "$destination/etc/lvsdr/plugins"
