// Opening the envelopes of the final list (section 9).
import { areAllowed } from "../booth/ballot";
import { b64, type Bytes, compare, equal, fromB64, join, tag, u8 } from "../booth/bytes";
import { fields, isArray, isCount, type Json, parse } from "../booth/canonical";
import type { Definition } from "../booth/definition";
import { hash } from "../booth/digest";
import { isSoundPoint, verify } from "../booth/ed25519";
import { commitmentsOf, envelopeHash, shareCommitment, sharesOf } from "../booth/envelope";
import { isPaper, type Paper } from "../booth/paper";
import type { HolderKeys } from "./keys";
import { combine } from "./shamir";

export type Code =
  | "unopenable" | "commitment" | "decryption" | "format" | "credential" | "signature"
  | "fingerprint" | "choices" | "duplicate";

export interface Ballot {
  readonly paper: Paper;
  readonly choices: readonly number[];
  readonly counter: number;
  readonly signature: Bytes;
}

export interface Invalid {
  readonly code: Code;
  readonly envelope: Bytes;
  readonly h: Bytes;
  /** K, empty where the envelope cannot be opened. */
  readonly key: Bytes;
}

export interface Opened {
  readonly ballots: readonly Ballot[];
  readonly invalid: readonly Invalid[];
  /** Holders who handed over a share that does not fit its commitment. */
  readonly false: ReadonlySet<number>;
}

/** A holder's shares in the order of the list; null where one did not open. */
export type Shares = readonly (Bytes | null)[];

/** Told how many are done, of how many; resolves when the page has drawn. */
export type Progress = (done: number, all: number) => Promise<void>;

interface Parts {
  readonly locked: Bytes;
  readonly commitments: Bytes;
  readonly sealed: readonly Bytes[];
}

export const envelopeLength = ({ padding, holders: { length } }: Definition): number =>
  padding + 16 + 32 * (length + 1) + 80 * length;

function partsOf(contest: Definition, envelope: Bytes): Parts {
  const holders = contest.holders.length;
  const after = contest.padding + 16;
  const shares = after + 32 * (holders + 1);
  return {
    locked: envelope.slice(0, after),
    commitments: envelope.slice(after, shares),
    sealed: contest.holders.map((_, at) => envelope.slice(shares + 80 * at, shares + 80 * (at + 1))),
  };
}

async function isGood(parts: Parts, number: number, share: Bytes): Promise<boolean> {
  if (share.length !== 32) return false;
  return equal(await shareCommitment(number, share), parts.commitments.slice(32 * number, 32 * (number + 1)));
}

/** One's own shares of all envelopes. */
export async function ownShares(
  contest: Definition,
  keys: HolderKeys,
  number: number,
  envelopes: readonly Bytes[],
  progress: Progress,
): Promise<Shares> {
  const found: (Bytes | null)[] = [];
  for (const envelope of envelopes) {
    const parts = partsOf(contest, envelope);
    const bound = await hash(parts.locked, parts.commitments);
    const info = join(tag("seal"), contest.fingerprint, u8(number), bound);
    const share = await keys.opener.open(info, parts.sealed[number - 1]!);
    found.push(share && (await isGood(parts, number, share)) ? share : null);
    if (found.length % 50 === 0) await progress(found.length, envelopes.length);
  }
  await progress(found.length, envelopes.length);
  return found;
}

/** Opens every envelope with the shares of each holder, by number. */
export async function openAll(
  contest: Definition,
  envelopes: readonly Bytes[],
  shares: ReadonlyMap<number, Shares>,
  progress: Progress,
): Promise<Opened> {
  const standing = new Map<string, { ballot: Ballot; one: Omit<Invalid, "code"> }>();
  const invalid: Invalid[] = [];
  const lying = new Set<number>();
  for (const [at, envelope] of envelopes.entries()) {
    const parts = partsOf(contest, envelope);
    const good = new Map<number, Bytes>();
    for (const number of [...shares.keys()].sort((one, other) => one - other)) {
      const share = shares.get(number)![at];
      if (!share) continue;
      if (!(await isGood(parts, number, share))) lying.add(number);
      else if (good.size < contest.needed) good.set(number, share);
    }
    const h = await envelopeHash(contest.fingerprint, envelope);
    if (good.size < contest.needed) {
      invalid.push({ code: "unopenable", envelope, h, key: new Uint8Array() });
    } else {
      const one = { envelope, h, key: combine(good) };
      const ballot = await examine(contest, parts, one.key);
      if (typeof ballot === "string") invalid.push({ ...one, code: ballot });
      else {
        const b = b64(ballot.paper.key);
        const other = standing.get(b);
        const stays = !other || ballot.counter > other.ballot.counter ||
          (ballot.counter === other.ballot.counter && compare(h, other.one.h) < 0);
        if (stays) standing.set(b, { ballot, one });
        if (other) invalid.push({ ...(stays ? other.one : one), code: "duplicate" });
      }
    }
    if (at % 50 === 49) await progress(at + 1, envelopes.length);
  }
  await progress(envelopes.length, envelopes.length);
  return { ballots: [...standing.values()].map(({ ballot }) => ballot), invalid, false: lying };
}

async function examine(contest: Definition, parts: Parts, key: Bytes): Promise<Ballot | Code> {
  const { fingerprint } = contest;
  // K fixes every share: equal commitments mean that all shares are those of this K.
  const shares = await sharesOf(key, contest.holders.length, contest.needed);
  if (!equal(await commitmentsOf(key, shares), parts.commitments)) return "commitment";
  const inner = await unlock(parts, key, fingerprint);
  if (!inner) return "decryption";
  const length = (inner[512]! << 8) | inner[513]!;
  const end = 514 + length;
  if (end > inner.length || inner.subarray(end).some(Boolean)) return "format";
  const body = inner.slice(514, end);
  const said = fields(parse(body), "choices", "counter", "fingerprint");
  if (!said || !isBody(said)) return "format";
  const paper = { key: inner.slice(0, 32), prefix: inner.slice(32, 64), signature: inner.slice(64, 448) };
  const signature = inner.slice(448, 512);
  // A key of small order signs nothing: its paper is no credential.
  if (!isSoundPoint(paper.key) || !(await isPaper(contest, "ballot", paper))) return "credential";
  if (!(await verify(paper.key, signature, tag("ballot"), body))) return "signature";
  if (said.fingerprint !== b64(fingerprint)) return "fingerprint";
  const choices = said.choices as readonly number[];
  if (!areAllowed(choices, contest)) return "choices";
  return { paper, choices, counter: said.counter as number, signature };
}

function isBody(said: Record<"choices" | "counter" | "fingerprint", Json>): boolean {
  const areNumbers = isArray(said.choices) && said.choices.every((one) => isCount(one));
  return areNumbers && isCount(said.counter) && fromB64(said.fingerprint, 32) !== null;
}

async function unlock(parts: Parts, key: Bytes, fingerprint: Bytes): Promise<Bytes | null> {
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const additionalData = join(tag("inner"), fingerprint, parts.commitments);
  try {
    const algorithm = { name: "AES-GCM", iv: new Uint8Array(12), additionalData };
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, aes, parts.locked));
  } catch {
    return null;
  }
}
