#!/bin/sh
# Checks the types of the TypeScript; a line says so where this machine cannot.
# Usage: VENV=.venv sh deploy/types.sh
set -eu
python=$VENV/bin/python
. deploy/node.sh
if [ ! -f frontend/node_modules/typescript/package.json ] || ! find_npm; then
	echo "The types of the scripts are not checked: typescript is not installed here."
	exit 0
fi
"$node" frontend/node_modules/typescript/bin/tsc -p frontend
