// The ballot inside the envelope (section 5).
import { b64, type Bytes, join, tag, u16 } from "./bytes";
import { canonicalBytes } from "./canonical";
import type { Definition } from "./definition";
import { hash } from "./digest";
import { sign } from "./ed25519";
import { Fault } from "./fault";
import type { Paper } from "./paper";

/** Whether these choices may stand on this contest's ballot. */
export function areAllowed(choices: readonly number[], contest: Definition): boolean {
  const known = (one: number): boolean =>
    Number.isInteger(one) && one >= 1 && one <= contest.candidates.length;
  if (!choices.every(known) || new Set(choices).size !== choices.length) return false;
  if (choices.length > contest.mostRanks) return false;
  return contest.kind !== "approval" || choices.every((one, at) => !at || choices[at - 1]! < one);
}

export function bodyOf(choices: readonly number[], counter: number, fingerprint: Bytes): Bytes {
  return canonicalBytes({ choices, counter, fingerprint: b64(fingerprint) });
}

/** The bytes of the longest body: the longest numbers that fit, and a counter of 2^53 − 1. */
export function longestBody(candidates: number, mostRanks: number): number {
  const choices = Array.from({ length: mostRanks }, (_, at) => candidates - at);
  return bodyOf(choices, Number.MAX_SAFE_INTEGER, new Uint8Array(32)).length;
}

/** The counter in the body rises with `c` and does not tell it. */
export async function bodyCounter(secret: Bytes, c: number): Promise<number> {
  const digest = await hash(tag("offset"), secret);
  return c + digest.subarray(0, 6).reduce((number, byte) => number * 256 + byte, 0);
}

/** P bytes: b's paper, b's signature over the body, the body and zeros. */
export async function innerOf(
  contest: Definition,
  paper: Paper,
  seed: Bytes,
  choices: readonly number[],
  counter: number,
): Promise<Bytes> {
  if (!areAllowed(choices, contest)) throw new Fault("choices");
  const body = bodyOf(choices, counter, contest.fingerprint);
  const signature = await sign(seed, tag("ballot"), body);
  const inner = new Uint8Array(contest.padding);
  inner.set(join(paper.key, paper.prefix, paper.signature, signature, u16(body.length), body));
  return inner;
}
