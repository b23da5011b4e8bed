#!/bin/sh
# Succeeds if there is a Chromium for the browser journeys; installs one where root may, in three minutes.
set -u
for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
	command -v "$name" >/dev/null 2>&1 && exit 0
done
for found in "${PLAYWRIGHT_BROWSERS_PATH:-${HOME:-/nonexistent}/.cache/ms-playwright}"/chromium*/*/*; do
	[ -x "$found" ] && [ -f "$found" ] && case $found in */chrome | */headless_shell | */chrome-headless-shell) exit 0 ;; esac
done
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || exit 1
echo "Installing Chromium for the browser journeys…"
DEBIAN_FRONTEND=noninteractive timeout 180 sh -c \
	'apt-get update -qq && { apt-get install -y -qq --no-install-recommends chromium-headless-shell \
		|| apt-get install -y -qq --no-install-recommends chromium; }' </dev/null >/dev/null 2>&1
command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1
