import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { ascii, b64, type Bytes } from "./bytes";
import { isSoundPoint, publicOf, sign, useNative, verify } from "./ed25519";

const hex = (text: string): Bytes => new Uint8Array(Buffer.from(text, "hex"));
after(() => useNative(true));

// RFC 8032, section 7.1, test 2.
const SEED = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
const KEY = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
const SIGNATURE = hex(
  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
);

for (const native of [true, false]) {
  test(`the RFC's vector holds ${native ? "by WebCrypto" : "without it"}`, async () => {
    useNative(native);
    assert.equal(b64(await publicOf(SEED)), b64(KEY));
    assert.equal(b64(await sign(SEED, hex("72"))), b64(SIGNATURE));
    assert.ok(await verify(KEY, SIGNATURE, hex("72")));
    assert.ok(!(await verify(KEY, SIGNATURE, hex("73"))));
  });

  test(`a point that is on no curve verifies nothing ${native ? "by WebCrypto" : "without it"}`, async () => {
    useNative(native);
    const point = hex(`02${"00".repeat(31)}`);
    assert.ok(!(await verify(point, SIGNATURE, hex("72"))));
  });
}

test("points of small order and encodings that are not canonical are refused", async () => {
  const small = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  ];
  const unreduced = ["edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "f0" + "ff".repeat(31)];
  for (const point of [...small, ...unreduced]) {
    assert.ok(!isSoundPoint(hex(point)), point);
    const forged = new Uint8Array(64);
    forged.set(hex(point));
    assert.ok(!(await verify(hex(point), forged, ascii("x"))));
    const withR = SIGNATURE.slice();
    withR.set(hex(point));
    assert.ok(!(await verify(KEY, withR, hex("72"))));
  }
  assert.ok(isSoundPoint(KEY));
  assert.ok(!isSoundPoint(KEY.slice(1)));
});

test("a signature whose S is not below the group's order is refused", async () => {
  const order = BigInt("0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");
  const s = BigInt(`0x${Buffer.from(SIGNATURE.slice(32).reverse()).toString("hex")}`) + order;
  const again = hex(s.toString(16).padStart(64, "0")).reverse();
  const forged = SIGNATURE.slice();
  forged.set(again, 32);
  assert.ok(!(await verify(KEY, forged, hex("72"))));
});

declare const VECTORS: string;
interface Signed {
  readonly key: string;
  readonly message: string;
  readonly signature: string;
}

for (const native of [true, false]) {
  test(`the protocol's vectors hold and are refused ${native ? "by WebCrypto" : "without it"}`, async () => {
    useNative(native);
    const vectors = JSON.parse(readFileSync(`${VECTORS}/encoding.json`, "utf8")).ed25519;
    const holds = ({ key, message, signature }: Signed): Promise<boolean> =>
      verify(hex(key), hex(signature), hex(message));
    assert.ok(await holds({ ...vectors.good, key: vectors.good.public }));
    for (const one of vectors.refused_signatures) assert.ok(!(await holds(one)), one.why);
    assert.ok(vectors.refused_signatures.length >= 4);
  });
}
