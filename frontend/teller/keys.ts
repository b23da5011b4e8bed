// What a holder draws from one secret, for one contest (section 3).
import { x25519 } from "@noble/curves/ed25519.js";
import { ascii, b64, type Bytes, equal, join, tag, u8 } from "../booth/bytes";
import type { Json } from "../booth/canonical";
import type { Definition } from "../booth/definition";
import { hash, hkdf, random } from "../booth/digest";
import { sign, type Signer, signerOf } from "../booth/ed25519";
import { type Opener, openerOf, seal } from "../booth/sealing";

const NUMBERS = 9;

export interface HolderKeys {
  readonly secret: Bytes;
  readonly signer: Signer;
  /** The X25519 public key. */
  readonly point: Bytes;
  readonly opener: Opener;
  readonly r: Bytes;
}

export async function keysOf(secret: Bytes): Promise<HolderKeys> {
  const sealing = await hkdf(secret, tag("holder-seal"), 32);
  const point = new Uint8Array(x25519.getPublicKey(sealing));
  return {
    secret,
    signer: await signerOf(await hkdf(secret, tag("holder-sign"), 32)),
    point,
    opener: await openerOf(sealing, point),
    r: await hkdf(secret, tag("holder-lot"), 32),
  };
}

export const draw = (): Promise<HolderKeys> => keysOf(random(32));

const commitment = (number: number, r: Bytes): Promise<Bytes> => hash(tag("lot-value"), u8(number), r);

/** What is handed in: public keys, and a commitment for each number that one may come to have. */
export async function described(keys: HolderKeys): Promise<Json> {
  const numbers = Array.from({ length: NUMBERS }, (_, at) => at + 1);
  const lots = await Promise.all(numbers.map((number) => commitment(number, keys.r)));
  return { lots: lots.map(b64), seal: b64(keys.point), sign: b64(keys.signer.key) };
}

/** The holder's number in the definition, found by their own keys; 0 where they are not in it. */
export function numberIn(contest: Definition, keys: HolderKeys): number {
  const at = contest.holders.findIndex(
    (one) => equal(one.sign, keys.signer.key) && equal(one.seal, keys.point),
  );
  return at + 1;
}

/** Whether what is sealed to the public key opens with these keys: the copy is good. */
export async function provesCopy(point: Bytes, keys: HolderKeys): Promise<boolean> {
  const [info, message] = [tag("test"), random(32)];
  const opened = await keys.opener.open(info, await seal(point, info, message));
  return opened !== null && equal(opened, message);
}

export const signReady = (contest: Definition, keys: HolderKeys): Promise<Bytes> =>
  sign(keys.signer.seed, tag("ready"), contest.fingerprint);

/** The `Authorization` of a request (section 9); `line` is method and path. */
export async function authorization(
  fingerprint: Bytes,
  number: number,
  keys: HolderKeys,
  line: string,
  body: Bytes,
): Promise<string> {
  const signed = join(
    tag("holder-request"), fingerprint, u8(number), ascii(line), Uint8Array.of(0), await hash(body),
  );
  return `RF1 ${b64(await sign(keys.signer.seed, signed))}`;
}
