// Ballot papers (sections 0 and 4): blind signatures of RFC 9474, RSABSSA-SHA384-PSS-Randomized.
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { b64, type Bytes, join, tag } from "./bytes";
import type { Definition } from "./definition";
import { hkdf } from "./digest";
import { type Signer, signerOf } from "./ed25519";
import { Fault } from "./fault";

export type PaperKind = "ballot" | "envelope";

/** A paper of 448 bytes: an Ed25519 key, the prefix, and the issuer's signature. */
export interface Paper {
  readonly key: Bytes;
  readonly prefix: Bytes;
  readonly signature: Bytes;
}

/** What a browser keeps before it asks: with it the same answer can be opened at any later time. */
export interface Asked {
  readonly prefix: Bytes;
  readonly blinded: Bytes;
  readonly inverse: Bytes;
}

const suite = RSABSSA.SHA384.PSS.Randomized();

/** *e* or *b*, from the voter's secret. */
export async function voterKey(secret: Bytes, kind: PaperKind, fingerprint: Bytes): Promise<Signer> {
  return signerOf(await hkdf(secret, join(tag(`${kind}-seed`), fingerprint), 32));
}

function issuerKey(contest: Definition, kind: PaperKind): Promise<CryptoKey> {
  const jwk = { kty: "RSA", n: b64(contest.issuer[kind]), e: "AQAB", ext: true };
  return crypto.subtle.importKey("jwk", jwk, { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
}

const signed = (kind: PaperKind, fingerprint: Bytes, key: Bytes): Bytes =>
  join(tag(`${kind}-key`), fingerprint, key);

/** Draws prefix and blinding; nothing has left the browser yet. */
export async function blind(contest: Definition, kind: PaperKind, key: Bytes): Promise<Asked> {
  const message = suite.prepare(signed(kind, contest.fingerprint, key));
  const { blindedMsg, inv } = await suite.blind(await issuerKey(contest, kind), message);
  return {
    prefix: message.slice(0, 32) as Bytes,
    blinded: new Uint8Array(blindedMsg),
    inverse: new Uint8Array(inv),
  };
}

/** The paper, unblinded and verified. */
export async function unblind(
  contest: Definition,
  kind: PaperKind,
  key: Bytes,
  asked: Asked,
  answer: Bytes,
): Promise<Paper> {
  const message = join(asked.prefix, signed(kind, contest.fingerprint, key));
  try {
    const publicKey = await issuerKey(contest, kind);
    const signature = await suite.finalize(publicKey, message, answer, asked.inverse);
    return { key, prefix: asked.prefix, signature: new Uint8Array(signature) };
  } catch {
    throw new Fault("paper", kind);
  }
}

export async function isPaper(contest: Definition, kind: PaperKind, paper: Paper): Promise<boolean> {
  const message = join(paper.prefix, signed(kind, contest.fingerprint, paper.key));
  const publicKey = await issuerKey(contest, kind);
  const algorithm = { name: "RSA-PSS", saltLength: 48 };
  return crypto.subtle.verify(algorithm, publicKey, paper.signature, message);
}
