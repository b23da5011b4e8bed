#!/bin/sh
# Asks the lists of known faults about every locked package. It needs the network, and pip-audit.
# Usage: VENV=.venv sh deploy/audit.sh
set -u
python=$VENV/bin/python
"$python" -m pip_audit --version >/dev/null 2>&1 || {
	echo "pip-audit is not installed, so nothing was asked. Install it beside the lock: $python -m pip install pip-audit"
	exit 1
}
"$python" -m pip_audit --requirement requirements/run.txt --require-hashes --disable-pip || exit 1
. deploy/node.sh
find_npm || {
	echo "There is no npm, so the packages of the frontend were not asked about."
	exit 1
}
case $npm in
*.js) (cd frontend && "$node" "$npm" audit --omit=dev) ;;
*) (cd frontend && "$npm" audit --omit=dev) ;;
esac
