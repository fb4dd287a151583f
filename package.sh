#!/usr/bin/env bash
# Makes the packages of lvsdr for Debian and for rpm. --help shows the options.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
	cat <<'TEXT'
Usage: ./package.sh [amd64|arm64]...

Makes packages under artifacts/packages, for both processors unless some are named, and SHA256SUMS beside them:

  lvsdr_VERSION_ARCH.deb             lvsdr-VERSION-1.ARCH.rpm             the director, its plugins and all agents; brings .NET along
  lvsdr-realsvr_VERSION_all.deb      lvsdr-realsvr-VERSION-1.noarch.rpm   the agent of real servers alone, which needs "ip" alone
  lvsdr-heartbeat_VERSION_all.deb    lvsdr-heartbeat-VERSION-1.noarch.rpm the agents under the provider heartbeat, for clusters whose
                                                                          configuration already says ocf:heartbeat:lvsdr
  LvsPluggable.Abstractions.VERSION.nupkg                                 the contract for plugins, for NuGet, with symbols (.snupkg)
  LvsPluggable.Testing.VERSION.nupkg                                      what tests plugins
  LvsPluggable.Templates.VERSION.nupkg                                    dotnet new lvsdr-plugin

The folder is a feed of NuGet: <add key="lvsdr" value="/…/artifacts/packages" /> among the packageSources of a nuget.config.
Needs the .NET 10 SDK; Debian packages that are missing are installed (that needs root).
TEXT
}

die() {
	printf 'package.sh: %s\n' "$1" >&2
	exit 1
}

processors=()
while (($# > 0)); do
	case $1 in
		amd64 | arm64) processors+=("$1") ;;
		-h | --help) usage && exit 0 ;;
		*) die "$1 is neither amd64 nor arm64; --help shows more." ;;
	esac
	shift
done
((${#processors[@]} > 0)) || processors=(amd64 arm64)

# shellcheck source=tests/lab/packages.sh
source tests/lab/packages.sh
require_dotnet
install_missing dpkg-deb:dpkg rpmbuild:rpm xsltproc:xsltproc jq:jq xmllint:libxml2-utils

readonly out=$PWD/artifacts/packages work=$PWD/artifacts/packaging
version=$(xmllint --xpath 'string(//Version)' Directory.Build.props)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
today=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)
readonly version today
umask 022
rm -rf "$work" "$out"
mkdir -p "$work" "$out"

# put MODE FILE TARGET: a file with what this build knows filled in, and each part of it, a file of packaging but its first line, where a
# line names that.
put() {
	install -d "${3%/*}"
	sed -e "s/@VERSION@/$version/g" -e "s/@DATE@/$today/g" "$2" | awk '
		!/^@[a-z]+\/[a-z-]+@$/ { print; next }
		{
			part = "packaging/" substr($0, 2, length($0) - 2)
			for (number = 1; (getline line <part) > 0; number++) if (number > 1) print line
			if (number == 1) exit 1
			close(part)
		}' >"$3"
	chmod "$1" "$3"
}

# put_page FILE ROOT
put_page() {
	local section=${1##*.}
	put 0644 "$1" "$2/usr/share/man/man$section/${1##*/}"
	gzip -9n "$2/usr/share/man/man$section/${1##*/}"
}

# The page of an agent, from its meta-data.
agent_page() {
	xsltproc --nonet --novalid --stringparam date "$today" packaging/man/agent.xsl "$1" >"$2"
}

# put_documents PACKAGE ROOT: what every package has.
put_documents() {
	local folder=$2/usr/share/doc/$1
	put 0644 packaging/copyright "$folder/copyright"
	put 0644 CHANGELOG.md "$folder/CHANGELOG.md"
	printf '%s (%s) unstable; urgency=medium\n\n  * CHANGELOG.md, beside this file, says what has changed.\n\n -- %s  %s\n' \
		"$1" "$version" "$(sed -n 's/^Maintainer: //p' "packaging/deb/$1.control")" "$(date -uRd "@$SOURCE_DATE_EPOCH")" >"$folder/changelog"
	gzip -9n "$folder/changelog" "$folder/CHANGELOG.md"
}

# Where NuGet keeps what it has downloaded.
nuget_cache() {
	local folder
	folder=$(dotnet nuget locals global-packages --list)
	folder=${folder#*: }
	printf '%s' "${folder%/}"
}

# The packages of others that are inside, "NAME/VERSION" a line: FOLDER
list_of_others() {
	find "$1" -name '*.deps.json' -exec cat {} + | jq -rs '[ .[].libraries | to_entries[] | select(.value.type == "package" or .value.type == "runtimepack")
		| .key | sub("^runtimepack[.]"; "") ] | unique[]'
}

# What is inside, as CycloneDX 1.6 describes it, with the licence (SPDX) that each package says of itself: FOLDER
bill_of_materials() {
	local cache each licence
	cache=$(nuget_cache)
	for each in $(list_of_others "$1"); do
		licence=$(xmllint --xpath 'string(//*[local-name()="license"][@type="expression"])' "$cache/${each,,}/"*.nuspec) || true
		[[ -n $licence ]] || die "$each is inside and does not say its licence as SPDX writes it; packaging/copyright and the bill of materials have to."
		printf '%s\t%s\n' "$each" "$licence"
	done | jq -Rn --arg version "$version" '{
		bomFormat: "CycloneDX", specVersion: "1.6", version: 1,
		metadata: { component: { type: "application", name: "lvsdr", version: $version, licenses: [ { license: { id: "MIT" } } ] } },
		components: [ inputs | split("\t") as [$package, $licence] | ($package | split("/")) as [$name, $of]
			| { type: "library", name: $name, version: $of, purl: "pkg:nuget/\($name)@\($of)",
				licenses: [ if $licence | test(" ") then { expression: $licence } else { license: { id: $licence } } end ] } ]
	}'
}

# The licences that .NET and ASP.NET, which lie inside, want to be shown: FOLDER
put_notices() {
	local cache pack folder file shown
	cache=$(nuget_cache)
	for folder in dotnet:Microsoft.NETCore.App aspnet:Microsoft.AspNetCore.App; do
		pack=$(jq -r --arg pack "runtimepack.${folder#*:}.Runtime" '.libraries | keys[] | select(startswith($pack))' "$1/usr/lib/lvsdr/lvsdr.deps.json")
		pack=${pack#runtimepack.}
		pack=$cache/${pack,,}
		for file in LICENSE.TXT THIRD-PARTY-NOTICES.TXT; do
			shown=$(find "$pack" -maxdepth 1 -iname "$file")
			# The licence is the same; one copy of it will do.
			cmp -s "$shown" "$1/usr/share/doc/lvsdr/dotnet/$file" || install -D -m 0644 "$shown" "$1/usr/share/doc/lvsdr/${folder%:*}/$file"
		done
	done
}

# make_deb NAME ROOT ARCHITECTURE
make_deb() {
	local control=$2/DEBIAN script
	mkdir -p "$control"
	install -D -m 0644 "packaging/deb/$1.lintian-overrides" "$2/usr/share/lintian/overrides/$1"
	{
		sed -e "s/@VERSION@/$version/g" -e "s/@ARCHITECTURE@/$3/g" "packaging/deb/$1.control"
		printf 'Installed-Size: %s\n' "$(du -sk --exclude DEBIAN "$2" | cut -f 1)"
	} >"$control/control"
	(cd "$2" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$control/md5sums"
	for script in preinst postinst prerm postrm; do
		[[ ! -e packaging/deb/$1.$script ]] || put 0755 "packaging/deb/$1.$script" "$control/$script"
	done
	find "$2" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
	dpkg-deb --root-owner-group --build "$2" "$out/$1_${version}_$3.deb" >/dev/null
}

# make_rpm NAME ROOT ARCHITECTURE
make_rpm() {
	rm -rf "$2/DEBIAN" "$2/usr/share/lintian"
	put 0644 "packaging/rpm/$1.spec" "$work/$1.spec"
	rpmbuild -bb --quiet --target "$3" --define "_topdir $work/rpm-$1-$3" --define "_rpmdir $out" --define "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm" \
		--define "version $version" --define "root $2" --define 'use_source_date_epoch_as_buildtime 1' "$work/$1.spec" >"$work/rpmbuild.log" 2>&1 || { cat "$work/rpmbuild.log" >&2 && die "rpmbuild fails for $1."; }
}

# make NAME ROOT DEB_ARCHITECTURE RPM_ARCHITECTURE: both, from one tree.
make() {
	put_documents "$1" "$2"
	make_deb "$1" "$2" "$3"
	make_rpm "$1" "$2" "$4"
	printf '%s for %s is made.\n' "$1" "$3"
}

declare -rA platforms=([amd64]=linux-x64 [arm64]=linux-arm64) rpm_names=([amd64]=x86_64 [arm64]=aarch64)
case $(dpkg --print-architecture) in
	amd64 | arm64) here=$(dpkg --print-architecture) ;;
	*) die "packages can be made on amd64 and arm64, not on $(dpkg --print-architecture): the host itself prints a part of them." ;;
esac

# What the host and the agents say of themselves is the same everywhere, so the one that runs here is asked.
./install.sh --destdir "$work/$here" --platform "${platforms[$here]}" >/dev/null
host=$work/$here/usr/lib/lvsdr/lvsdr
plugin_path=$work/$here/usr/lib/lvsdr/plugins
for agent in lvsdr lvs; do
	OCF_RESKEY_plugin_path=$plugin_path "$host" meta-data --agent "$agent" >"$work/$agent.xml"
done
sh agent/lvsdr-realsvr meta-data >"$work/lvsdr-realsvr.xml"
"$host" completion bash >"$work/completion"
"$host" schema plugin_path="$plugin_path" >"$work/lvsdr.schema.json"
for agent in lvsdr lvsdr-realsvr lvs; do
	agent_page "$work/$agent.xml" "$work/ocf_lvs_$agent.7"
done

for processor in "${processors[@]}"; do
	root=$work/$processor
	[[ -e $root ]] || ./install.sh --destdir "$root" --platform "${platforms[$processor]}" >/dev/null
	[[ -e $root/usr/lib/lvsdr/libcoreclr.so ]] || die "the packages bring .NET along, and it cannot be had for ${platforms[$processor]}."
	put 0644 "$work/completion" "$root/usr/share/bash-completion/completions/lvsdr"
	put 0644 "$work/lvsdr.schema.json" "$root/usr/share/lvsdr/lvsdr.schema.json"
	for file in deploy/prometheus/*; do
		put 0644 "$file" "$root/usr/share/lvsdr/prometheus/${file##*/}"
	done
	for unit in packaging/systemd/*.service; do
		put 0644 "$unit" "$root/usr/lib/systemd/system/${unit##*/}"
	done
	for page in packaging/man/lvsdr.8 packaging/man/lvsdr-plugins.5 "$work"/ocf_lvs_*.7; do
		put_page "$page" "$root"
	done
	for page in README.md docs/*.md; do
		put 0644 "$page" "$root/usr/share/doc/lvsdr/${page##*/}"
	done
	sed -i 's|(docs/|(|g' "$root/usr/share/doc/lvsdr/README.md"
	bill_of_materials "$root/usr/lib/lvsdr" >"$root/usr/share/doc/lvsdr/sbom.cdx.json"
	put_notices "$root"
	make lvsdr "$root" "$processor" "${rpm_names[$processor]}"
done

root=$work/realsvr
./install.sh --real-server --destdir "$root" >/dev/null
put_page "$work/ocf_lvs_lvsdr-realsvr.7" "$root"
make lvsdr-realsvr "$root" all noarch

root=$work/heartbeat
mkdir -p "$root/usr/lib/ocf/resource.d/heartbeat"
for agent in lvsdr lvsdr-realsvr; do
	ln -s "../lvs/$agent" "$root/usr/lib/ocf/resource.d/heartbeat/$agent"
done
make lvsdr-heartbeat "$root" all noarch

# nuget PROJECT: for NuGet, with paths that are the same on every machine.
nuget() {
	dotnet pack "$1" -c Release --nologo -v quiet --output "$out" --artifacts-path "$work/nuget" -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false \
		>"$work/pack.log" 2>&1 || { cat "$work/pack.log" >&2 && die "$1 cannot be packed."; }
}

nuget src/Abstractions
nuget src/Testing
# The template with the versions of what it refers to.
cp -a templates "$work/templates"
xmllint --xpath '//PackageVersion/@*[name()="Include" or name()="Version"]' Directory.Packages.props | xargs -n 2 | sed 's/Include=\(.*\) Version=\(.*\)/s|@\1@|\2|/' >"$work/versions.sed"
find "$work/templates" -type f -exec sed -i -e "s/@VERSION@/$version/" -f "$work/versions.sed" {} +
nuget "$work/templates"
printf 'The packages for NuGet are made.\n'

(cd "$out" && sha256sum -- *.deb *.rpm *nupkg >SHA256SUMS)
printf 'Packages and SHA256SUMS are in %s.\n' "$out"
