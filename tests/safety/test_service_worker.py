"""The service worker, run in Node with a browser's doors put in: what goes into its cache."""

import json
import subprocess

import pytest
from django.test import Client

from tests.node import node

pytestmark = pytest.mark.skipif(node() is None, reason="no Node was found")
DOORS = """
const heard = {}, put = [], fetchedAs = [];
globalThis.location = { origin: "https://rank.example" };
globalThis.Request = class { constructor(url, how) { Object.assign(this, { url: String(url) }, how); } };
globalThis.Response = { error: () => "an error" };
globalThis.self = { skipWaiting: async () => {}, registration: {} };
globalThis.addEventListener = (name, listener) => { heard[name] = listener; };
const cache = {
  addAll: async (requests) => fetchedAs.push(...requests.map((one) => [one.url, one.credentials])),
  add: async (request) => put.push(String(request.url ?? request)),
  put: async (request) => put.push(String(request.url ?? request)),
};
globalThis.caches = {
  open: async () => cache, keys: async () => [], delete: async () => true, match: async () => undefined,
};
globalThis.fetch = async () => ({ clone: () => "a copy", ok: true });
"""
ASKED = """
const paths = ["/home/", "/account/", "/committees/234567892345/roll/", "/meetings/234567892345/"];
const waiting = [];
for (const path of paths) for (const mode of ["navigate", "cors"]) {
  const request = { method: "GET", mode, url: `https://rank.example${path}` };
  heard.fetch({ request, preloadResponse: undefined, respondWith: (one) => waiting.push(one) });
}
heard.install({ waitUntil: (one) => waiting.push(one) });
await Promise.all(waiting);
console.log(JSON.stringify({ answered: waiting.length, put, fetchedAs }));
"""


def _run() -> dict[str, list[object]]:
    script = Client().get("/sw.js?lang=en").content.decode()
    said = subprocess.run(
        [str(node()), "--input-type=module", "-e", f"{DOORS}\n{script}\n{ASKED}"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    found: dict[str, list[object]] = json.loads(said.stdout.strip().splitlines()[-1])
    return found


@pytest.mark.django_db
def test_a_members_page_is_put_in_no_cache() -> None:
    found = _run()
    assert found["answered"] == 5  # four pages and the shell: it does stand between
    assert found["put"] == []


@pytest.mark.django_db
def test_what_it_holds_is_fetched_without_cookies() -> None:
    held = _run()["fetchedAs"]
    assert len(held) > 10
    assert {one[1] for one in held} == {"omit"}
    assert all("/static/" in one[0] or "/offline/" in one[0] for one in held)
