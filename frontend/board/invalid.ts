// Why an opened envelope is invalid (sections 6 and 9).
import { type Bytes, b64, equal, fromB64, join, tag, u8 } from "../booth/bytes";
import { fields, isArray, isCount, parse } from "../booth/canonical";
import { hash, hkdf } from "../booth/digest";
import { isSoundPoint, verify } from "../booth/ed25519";
import { allows, type Definition } from "./definition";
import type { Issuer } from "./issuer";

export const REASONS = [
  "unopenable",
  "commitment",
  "decryption",
  "format",
  "credential",
  "signature",
  "fingerprint",
  "choices",
  "duplicate",
] as const;

export type Reason = (typeof REASONS)[number];

/** The first reason that fits, or nothing where the ballot is good. */
export async function reasonOf(
  definition: Definition,
  issuer: Issuer,
  envelope: Bytes,
  key: Bytes,
  counterOf: (ballotKey: string) => number | undefined,
): Promise<Reason | null> {
  const end = definition.padding + 16;
  const commitments = envelope.slice(end, end + 32 * (definition.holders.length + 1));
  if (!equal(commitments, await commit(key, definition.holders.length, definition.needed))) return "commitment";
  const additionalData = join(tag("inner"), definition.fingerprint, commitments);
  const inner = await decrypt(key, envelope.slice(0, end), additionalData);
  if (!inner) return "decryption";
  const length = (inner[512]! << 8) | inner[513]!;
  const said = inner.slice(514, 514 + length);
  const isPadded = inner.subarray(514 + length).every((byte) => byte === 0);
  const body = said.length === length && isPadded ? readBody(said) : null;
  if (!body) return "format";
  const voter = inner.slice(0, 32);
  if (!isSoundPoint(voter)) return "credential";
  if (!(await issuer(voter, inner.slice(32, 64), inner.slice(64, 448)))) return "credential";
  if (!(await verify(voter, inner.slice(448, 512), tag("ballot"), said))) return "signature";
  if (!equal(body.fingerprint, definition.fingerprint)) return "fingerprint";
  if (!allows(definition, body.choices)) return "choices";
  // Of several of one voter the best stands on the board. With an equal counter it is the one with
  // the lower h, and of a ballot on the board nobody knows h.
  const standing = counterOf(b64(voter));
  return standing !== undefined && standing >= body.counter ? "duplicate" : null;
}

async function decrypt(key: Bytes, sealed: Bytes, additionalData: Bytes): Promise<Bytes | null> {
  const opener = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const algorithm = { name: "AES-GCM", iv: new Uint8Array(12), additionalData };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, opener, sealed));
  } catch {
    return null;
  }
}

function readBody(said: Bytes) {
  const stated = fields(parse(said), "choices", "counter", "fingerprint");
  if (!stated) return null;
  const { choices, counter } = stated;
  const fingerprint = fromB64(stated.fingerprint, 32);
  if (!isArray(choices) || !choices.every((each) => isCount(each)) || !isCount(counter)) return null;
  return fingerprint && { choices: choices as number[], counter, fingerprint };
}

/** All commitments that a key fixes: Shamir over GF(2^8) with 0x11B. */
async function commit(key: Bytes, holders: number, needed: number): Promise<Bytes> {
  const spread = needed > 1 ? await hkdf(key, tag("shamir"), 32 * (needed - 1)) : new Uint8Array();
  const parts = [await hash(tag("key"), key)];
  for (let holder = 1; holder <= holders; holder++) {
    const share = key.map((secret, at) => {
      let sum = secret;
      let power = 1;
      for (let from = at; from < spread.length; from += 32) {
        power = times(power, holder);
        sum ^= times(spread[from]!, power);
      }
      return sum;
    });
    parts.push(await hash(tag("share"), u8(holder), share));
  }
  return join(...parts);
}

function times(left: number, right: number): number {
  let product = 0;
  for (let rest = right; rest; rest >>= 1) {
    if (rest & 1) product ^= left;
    left = (left << 1) ^ (left & 0x80 ? 0x11b : 0);
  }
  return product;
}
