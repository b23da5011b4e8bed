// Ed25519 (RFC 8032) with the refusals of section 0: by WebCrypto, or by noble where that has none.
import { ed25519 as noble } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { type Bytes, equal, fromB64, join } from "./bytes";

const hex = (text: string): Bytes =>
  Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16));

// Little-endian, as in an encoding.
const P = hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
const ORDER = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
// y of the eight points of small order; each stands with either sign of x.
const SMALL = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
].map(hex);

function isBelow(one: Uint8Array, other: Uint8Array): boolean {
  for (let at = one.length - 1; at >= 0; at--) {
    if (one[at] !== other[at]) return one[at]! < other[at]!;
  }
  return false;
}

/** Whether this encoding of a point is canonical and not of small order. */
export function isSoundPoint(point: Uint8Array): boolean {
  if (point.length !== 32) return false;
  const y = new Uint8Array(point);
  y[31]! &= 0x7f;
  return isBelow(y, P) && !SMALL.some((small) => equal(small, y));
}

function isSoundSignature(signature: Uint8Array): boolean {
  return (
    signature.length === 64 &&
    isSoundPoint(signature.subarray(0, 32)) &&
    isBelow(signature.subarray(32), ORDER)
  );
}

const PKCS8 = hex("302e020100300506032b657004220420");

const privateKey = (seed: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey("pkcs8", join(PKCS8, seed), "Ed25519", true, ["sign"]);

let native: Promise<boolean> | undefined;

/** Asked once: browsers learnt Ed25519 one after the other. */
function isNative(): Promise<boolean> {
  native ??= privateKey(new Uint8Array(32)).then(
    () => true,
    () => false,
  );
  return native;
}

/** For tests: leaves WebCrypto's Ed25519 aside, or asks for it anew. */
export function useNative(wanted: boolean): void {
  native = wanted ? undefined : Promise.resolve(false);
}

export async function publicOf(seed: Bytes): Promise<Bytes> {
  if (await isNative()) {
    try {
      const jwk = await crypto.subtle.exportKey("jwk", await privateKey(seed));
      const point = fromB64(jwk.x, 32);
      if (point) return point;
    } catch {
      // Some versions sign with a key that they cannot export.
    }
  }
  return new Uint8Array(noble.getPublicKey(seed));
}

export async function sign(seed: Bytes, ...message: readonly Uint8Array[]): Promise<Bytes> {
  const bytes = join(...message);
  if (!(await isNative())) return new Uint8Array(noble.sign(bytes, seed));
  return new Uint8Array(await crypto.subtle.sign("Ed25519", await privateKey(seed), bytes));
}

const number = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/** S·B − k·A = R as bytes. noble's own check multiplies by the cofactor, and so holds for more. */
function holdsExactly(point: Bytes, signature: Bytes, message: Bytes): boolean {
  const { Point } = noble;
  const r = signature.subarray(0, 32);
  const k = number(sha512(join(r, point, message))) % Point.Fn.ORDER;
  const expected = Point.BASE.multiplyUnsafe(number(signature.subarray(32))).subtract(
    Point.fromBytes(point).multiplyUnsafe(k),
  );
  return equal(expected.toBytes(), r);
}

export async function verify(
  point: Bytes,
  signature: Bytes,
  ...message: readonly Uint8Array[]
): Promise<boolean> {
  if (!isSoundPoint(point) || !isSoundSignature(signature)) return false;
  const bytes = join(...message);
  try {
    if (!(await isNative())) return holdsExactly(point, signature, bytes);
    const key = await crypto.subtle.importKey("raw", point, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature, bytes);
  } catch {
    return false; // y belongs to no point of the curve
  }
}

/** A seed with its public key: what signs. */
export interface Signer {
  readonly seed: Bytes;
  readonly key: Bytes;
}

export const signerOf = async (seed: Bytes): Promise<Signer> => ({ seed, key: await publicOf(seed) });

