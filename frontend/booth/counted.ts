// After the count: is the ballot on the board the one that was cast (section 10)?
import { bodyCounter, bodyOf } from "./ballot";
import { b64, type Bytes, base32, fromB64, tag } from "./bytes";
import { canonicalBytes, fields, isArray, isCount, type Json, parse } from "./canonical";
import type { Definition } from "./definition";
import { hash } from "./digest";
import { sign, verify } from "./ed25519";
import { Fault } from "./fault";
import { voterKey } from "./paper";
import type { Cast, Kept } from "./store";

/**
 * `counted`: as it was cast. `later`: another device with the same papers has cast a later one, and it
 * is signed by them. `missing` and `altered`: a complaint. `unpublished`: there is no board.
 */
export interface Verdict {
  readonly kind: "counted" | "later" | "missing" | "altered" | "unpublished";
  readonly tracker: string;
  /** As the board has them. */
  readonly choices: readonly number[];
}

/** What is kept of the vote, with its last cast that has a receipt or is the only one. */
export interface Evidence {
  readonly contest: Definition;
  readonly kept: Kept;
  readonly last: Cast;
}

/** Where the board is read: `ballots.csv` first, `board.json` only where that does not agree. */
export type BoardFile = (path: "ballots.csv" | "board.json") => Promise<Bytes>;

/** The mark by which a voter finds the ballot: ten characters of H(b). */
export const trackerOf = async (b: Uint8Array): Promise<string> => base32(await hash(b), 10);

export async function checkCounted(evidence: Evidence, file: BoardFile): Promise<Verdict> {
  const { contest, kept, last } = evidence;
  const { key } = await voterKey(kept.secret, "ballot", contest.fingerprint);
  const tracker = await trackerOf(key);
  let lines;
  try {
    lines = new TextDecoder().decode(await file("ballots.csv")).split(/\r?\n/);
  } catch (fault) {
    if (fault instanceof Fault && fault.code === "missing") {
      return { kind: "unpublished", tracker, choices: [] };
    }
    throw fault;
  }
  const line = lines.map((one) => one.split(",")).find((columns) => columns[1] === b64(key));
  const choices = line ? (line[2] ?? "").split(" ").filter(Boolean).map(Number) : [];
  const isOurs = (cast: Cast): boolean => cast.choices.join() === choices.join();
  // What arrived without a receipt is the voter's, too.
  if (line && kept.casts.some((cast) => cast.c >= last.c && isOurs(cast))) {
    return { kind: "counted", tracker, choices };
  }
  const counter = await bodyCounter(kept.secret, last.c);
  if (line && (await isLater(contest, key, choices, counter, await file("board.json")))) {
    return { kind: "later", tracker, choices };
  }
  return { kind: line ? "altered" : "missing", tracker, choices };
}

/** Whether the board has these choices signed by b under a counter above `counter`. */
async function isLater(
  contest: Definition,
  key: Bytes,
  choices: readonly number[],
  counter: number,
  bytes: Bytes,
): Promise<boolean> {
  const file = parse(bytes) as { board?: { ballots?: Json } } | null;
  const ballots = file?.board?.ballots;
  if (!isArray(ballots)) return false;
  const ballot = ballots
    .map((one) => fields(one, "choices", "counter", "credential", "key", "prefix", "signature"))
    .find((one) => one?.key === b64(key));
  const signature = fromB64(ballot?.signature, 64);
  if (!ballot || !signature || !isCount(ballot.counter, counter + 1)) return false;
  return verify(key, signature, tag("ballot"), bodyOf(choices, ballot.counter, contest.fingerprint));
}

/** What whoever hears the complaint needs; it shows how one voted, and the page says so. */
export async function complaintFile({ contest, kept, last }: Evidence): Promise<Bytes> {
  const { fingerprint } = contest;
  const b = await voterKey(kept.secret, "ballot", fingerprint);
  const counter = await bodyCounter(kept.secret, last.c);
  const body = bodyOf(last.choices, counter, fingerprint);
  const paper = kept.papers!.ballot;
  return canonicalBytes({
    ballot: {
      choices: last.choices,
      counter,
      credential: b64(paper.signature),
      key: b64(paper.key),
      prefix: b64(paper.prefix),
      signature: b64(await sign(b.seed, tag("ballot"), body)),
    },
    complaint: "rf1-complaint",
    contest: contest.id,
    envelope: b64(last.h),
    fingerprint: b64(fingerprint),
    number: last.c,
    outer: b64(last.outer),
    receipt: last.receipt ? b64(last.receipt) : "",
  });
}
