import assert from "node:assert/strict";
import { test } from "node:test";
import { b64, base32, compare, fromB64, tag, u16, u64 } from "./bytes";
import { fields, isCount, type Json, parse, serialise } from "./canonical";

const utf8 = (text: string) => new TextEncoder().encode(text);

test("base64url comes back, and only the canonical one", () => {
  for (let length = 0; length < 40; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 97 + 251) & 255);
    assert.deepEqual(fromB64(b64(bytes)), bytes);
    assert.equal(fromB64(b64(bytes), length + 1), null);
  }
  for (const bad of ["A", "AB", "AA==", "A+", "A/", "AAB", " AAA", "AA\n", 7, null]) {
    assert.equal(fromB64(bad), null, String(bad));
  }
});

test("numbers and tags are written as the protocol says", () => {
  assert.deepEqual([...u16(258)], [1, 2]);
  assert.deepEqual([...u64(2 ** 53 - 1)], [0, 31, 255, 255, 255, 255, 255, 255]);
  assert.deepEqual([...tag("x")], [114, 102, 49, 47, 120, 0]);
});

test("base32 is that of RFC 4648", () => {
  assert.equal(base32(utf8("foobar"), 10), "MZXW6YTBOI");
});

test("bytes are ordered as bytes", () => {
  const one = Uint8Array.of(1, 255);
  assert.ok(compare(one, Uint8Array.of(2)) < 0);
  assert.ok(compare(one, Uint8Array.of(1)) > 0);
  assert.equal(compare(one, one), 0);
});

test("canonical JSON is read, and what re-serialises differently is not", () => {
  const text = '{"a":[1,"é\\n"],"b":{}}';
  assert.equal(serialise(parse(utf8(text)) as Json), text);
  const refused = [
    '{"b":1,"a":2}', '{"a":1,"a":1}', '{"a": 1}', "[1.0]", "[1e3]", "[-1]", "[-0]", "[9007199254740992]",
    "[true]", "[null]", '["\\u00e9"]', '["\\ud800"]', "\ufeff[]", "[01]", '{"é":1}', "", "[", "[0.5]",
  ];
  for (const bad of refused) assert.equal(parse(utf8(bad)), null, bad);
  assert.equal(parse(Uint8Array.of(0x22, 0xff, 0x22)), null);
});

test("an object has exactly its fields", () => {
  assert.ok(fields({ a: 1, b: 2 }, "b", "a"));
  assert.equal(fields({ a: 1 }, "a", "b"), null);
  assert.equal(fields({ a: 1, b: 2, c: 3 }, "a", "b"), null);
  assert.equal(fields([], "length"), null);
});

test("a count is a whole number within its limits", () => {
  assert.ok(isCount(3, 1, 3));
  for (const bad of [0, 4, 1.5, Number.NaN, "2", undefined]) assert.ok(!isCount(bad, 1, 3), String(bad));
});
