// The envelope and what is cast (sections 6 and 7).
import { type Bytes, join, tag, u64, u8 } from "./bytes";
import type { Definition } from "./definition";
import { hash, hkdf, random } from "./digest";
import { sign, type Signer, verify } from "./ed25519";
import type { Paper } from "./paper";
import { seal } from "./sealing";

/** a · b in GF(2^8) with 0x11B. */
export function times(a: number, b: number): number {
  let product = 0;
  for (; b; b >>= 1) {
    if (b & 1) product ^= a;
    a <<= 1;
    if (a & 0x100) a ^= 0x11b;
  }
  return product;
}

/** The share of every holder, from K alone: share_i at index i − 1. */
export async function sharesOf(key: Bytes, holders: number, needed: number): Promise<Bytes[]> {
  const degree = needed - 1;
  const coefficients = degree ? await hkdf(key, tag("shamir"), 32 * degree) : new Uint8Array();
  return Array.from({ length: holders }, (_, at) =>
    key.map((byte, place) => {
      let power = 1;
      let share = byte;
      for (let j = 0; j < degree; j++) {
        power = times(power, at + 1);
        share ^= times(coefficients[32 * j + place]!, power);
      }
      return share;
    }),
  );
}

/** H of K, then of every share. */
export async function commitmentsOf(key: Bytes, shares: readonly Bytes[]): Promise<Bytes> {
  return join(
    await hash(tag("key"), key),
    ...(await Promise.all(shares.map((share, at) => shareCommitment(at + 1, share)))),
  );
}

export const shareCommitment = (number: number, share: Bytes): Promise<Bytes> =>
  hash(tag("share"), u8(number), share);

/** C ‖ commitments ‖ the sealed shares, one length for all. K is random, but for test vectors. */
export async function envelopeOf(
  contest: Definition,
  inner: Bytes,
  key: Bytes = random(32),
): Promise<Bytes> {
  const { fingerprint, holders } = contest;
  const shares = await sharesOf(key, holders.length, contest.needed);
  const commitments = await commitmentsOf(key, shares);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const additionalData = join(tag("inner"), fingerprint, commitments);
  // The nonce may be fixed: K is drawn anew for every envelope.
  const algorithm = { name: "AES-GCM", iv: new Uint8Array(12), additionalData };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, aes, inner));
  const bound = await hash(sealed, commitments);
  const parts = await Promise.all(
    holders.map((holder, at) =>
      seal(holder.seal, join(tag("seal"), fingerprint, u8(at + 1), bound), shares[at]!),
    ),
  );
  return join(sealed, commitments, ...parts);
}

export const envelopeHash = (fingerprint: Bytes, envelope: Bytes): Promise<Bytes> =>
  hash(tag("envelope"), fingerprint, envelope);

/** *Outer*: F, c, e's paper, e's signature, the envelope. */
export async function outerOf(
  contest: Definition,
  paper: Paper,
  signer: Signer,
  c: number,
  envelope: Bytes,
): Promise<{ outer: Bytes; h: Bytes }> {
  const { fingerprint } = contest;
  const h = await envelopeHash(fingerprint, envelope);
  const signature = await sign(signer.seed, tag("outer"), fingerprint, u64(c), h);
  const head = [fingerprint, u64(c), paper.key, paper.prefix, paper.signature, signature];
  return { outer: join(...head, envelope), h };
}

export function isReceipt(
  contest: Definition,
  receipt: Bytes,
  e: Bytes,
  c: number,
  h: Bytes,
): Promise<boolean> {
  const message = [tag("receipt"), contest.fingerprint, e, u64(c), h];
  return verify(contest.receiptKey, receipt, ...message);
}
