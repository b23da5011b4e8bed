#!/bin/sh
# Makes the virtual environment from the hashed lock, once for each state of the lock.
# Usage: PYTHON=python3 VENV=.venv sh deploy/bootstrap.sh run|dev
set -eu
kind=$1
lock=requirements/$kind.txt

if [ -z "${PYTHON:-}" ]; then
	echo "Python 3.11 or newer is needed, and was not found. On Debian and Ubuntu: apt-get install python3 python3-venv" >&2
	exit 1
fi

# What is installed serves while the lock it came from is the same; dev holds all of run.
sum() { cksum <"requirements/$1.txt"; }
stamp=$VENV/.installed
for done_kind in $kind dev; do
	if [ -x "$VENV/bin/python" ] && [ "$(cat "$stamp-$done_kind" 2>/dev/null || :)" = "$(sum "$done_kind")" ] \
		&& "$VENV/bin/python" -c 'import django' 2>/dev/null; then
		exit 0
	fi
done

make_environment() {
	"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null && "$PYTHON" -m venv "$VENV" && return
	"$PYTHON" -m virtualenv --quiet "$VENV" 2>/dev/null && return
	rm -rf "$VENV"
	version=$("$PYTHON" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
	echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install $version-venv" >&2
	exit 1
}

# An environment that was moved or whose Python is gone is made anew; one we did not make is kept.
if [ -e "$VENV" ] && ! "$VENV/bin/python" -c '' 2>/dev/null; then
	rm -rf "$VENV"
fi
[ -x "$VENV/bin/python" ] || make_environment

# Without a home there is nowhere for pip's cache.
[ -n "${HOME:-}" ] && [ -w "$HOME" ] || export PIP_NO_CACHE_DIR=1
echo "Installing from $lock (once)…"
"$VENV/bin/python" -m pip --disable-pip-version-check install --quiet --no-input --require-hashes -r "$lock"
sum "$kind" >"$stamp-$kind"
