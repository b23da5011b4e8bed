#!/bin/sh
# Installs what npm has for us and builds frontend/built: the fonts, and the scripts of the ballot booth,
# the tellers and the board; each once for each state of what it is made of.
# Without Node, npm or the network everything else goes on: a line says what is missing.
# Usage: VENV=.venv sh deploy/frontend.sh [run|dev]; dev holds the types that `make lint` reads, too.
set -u
kind=${1:-run}
python=$VENV/bin/python
built=frontend/built
modules=frontend/node_modules
packages=$(cat frontend/package.json frontend/package-lock.json | cksum)
fonts=$(cat frontend/package-lock.json frontend/open_fonts.mjs frontend/make_fonts.py | cksum)
# Tests are not bundled.
scripts=$(find frontend/booth frontend/board frontend/teller -name '*.ts' ! -name '*.test.ts' 2>/dev/null | LC_ALL=C sort \
	| xargs cat frontend/package-lock.json frontend/build.mjs | cksum)

made_from() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }
have_fonts() { made_from "$built/.made-from" "$fonts"; }
have_scripts() { made_from "$built/.bundled-from" "$scripts"; }
have_packages() { made_from "$modules/.installed-dev" "$packages" || made_from "$modules/.installed-$kind" "$packages"; }

have_fonts && have_scripts && { [ "$kind" = run ] || have_packages; } && exit 0

without() {
	rm -rf frontend/built.new
	have_scripts || echo "Without the ballot booth: $1. Nobody can vote in a browser here; its page says so."
	have_fonts || echo "Without the fonts: $1. Pages take the system's fonts; posters and cards cannot be printed."
	have_packages || [ "$kind" = run ] || echo "Without the types of the scripts: $1. They are not checked."
	exit 0
}

. deploy/node.sh
find_npm || without "there is no npm, and none could be installed"

if ! have_packages; then
	echo "Installing the packages of frontend/package-lock.json (once)…"
	cache=$(mktemp -d) || without "there is no room for npm's cache"
	trap 'rm -rf "$cache"' EXIT
	set -- ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error \
		--fetch-retries=1 --fetch-timeout=30000 --cache "$cache"
	[ "$kind" = dev ] || set -- "$@" --omit=dev
	case $npm in
	*.js) (cd frontend && HOME=$cache "$node" "$npm" "$@") ;;
	*) (cd frontend && HOME=$cache "$npm" "$@") ;;
	esac >"$cache/said" 2>&1 || without "npm could not install them ($(grep -m1 -i 'code\|error' "$cache/said"))"
	echo "$packages" >"$modules/.installed-$kind"
fi

if ! have_scripts; then
	"$node" frontend/build.mjs && echo "$scripts" >"$built/.bundled-from" || without "they could not be bundled"
fi

if ! have_fonts; then
	"$python" -c 'import brotli, fontTools' 2>/dev/null || without "the environment is older than requirements/run.txt"
	rm -rf frontend/built.new
	"$node" frontend/open_fonts.mjs && "$python" frontend/make_fonts.py || without "they could not be built"
	mkdir -p "$built/web"
	rm -rf "$built/print" "$built/web/fonts"
	mv frontend/built.new/print "$built/print"
	mv frontend/built.new/web/fonts frontend/built.new/web/fonts.css "$built/web/"
	rm -rf frontend/built.new
	echo "$fonts" >"$built/.made-from"
fi
