// How long a vote among six candidates computes, step by step: in Node, or in a browser that is slowed.
import { b64, type Bytes, fromB64, tag } from "./bytes";
import { canonicalBytes, type Json } from "./canonical";
import { checkReady } from "./closing";
import { readDefinition } from "./definition";
import { random } from "./digest";
import { sign } from "./ed25519";
import { envelopeOf, isReceipt, outerOf } from "./envelope";
import { bodyCounter, innerOf } from "./ballot";
import { type Asked, blind, type PaperKind, unblind, voterKey } from "./paper";

/** Of docs/vectors: a definition, its holders' seeds, the receipt key's seed, each issuer's p ‖ q. */
export interface Given {
  readonly definition: Record<string, Json>;
  readonly holders: readonly string[];
  readonly receipt: string;
  readonly primes: Readonly<Record<PaperKind, string>>;
}

const KINDS = ["envelope", "ballot"] as const;

/**
 * Milliseconds for each step of one voter; what the servers compute in between is not
 * counted in `all`; `plain` is that: two bare RSA-2048 private operations, a yardstick of the machine.
 */
export async function measure(given: Given): Promise<Record<string, number>> {
  const took: Record<string, number> = {};
  const step = async <T>(name: string, what: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const value = await what();
    took[name] = performance.now() - began;
    return value;
  };
  const candidates = ["Ana", "Bo", "Çem", "Dilek", "Eve", "Re-open nominations"];
  const bytes = canonicalBytes({ ...given.definition, candidates, ron: 6, most_ranks: 6 });
  const contest = await step("definition", () => readDefinition(bytes));
  const fingerprint = contest.fingerprint;
  const ready = await Promise.all(
    given.holders.map(async (seed) => b64(await sign(fromB64(seed)!, tag("ready"), fingerprint))),
  );
  const readyFile = canonicalBytes({ definition: b64(fingerprint), ready });
  await step("ready", () => checkReady(contest, readyFile));

  const secret = random(32);
  const asked = await step("blind", async () => {
    const made = {} as Record<PaperKind, { key: Bytes; asked: Asked }>;
    for (const kind of KINDS) {
      const { key } = await voterKey(secret, kind, fingerprint);
      made[kind] = { key, asked: await blind(contest, kind, key) };
    }
    return made;
  });
  const signed = { envelope: new Uint8Array(), ballot: new Uint8Array() } as Record<PaperKind, Bytes>;
  const began = performance.now();
  for (const kind of KINDS) signed[kind] = issue(fromB64(given.primes[kind])!, asked[kind].asked.blinded);
  const plain = performance.now() - began;
  const papers = await step("unblind", async () => ({
    envelope: await unblind(contest, "envelope", asked.envelope.key, asked.envelope.asked, signed.envelope),
    ballot: await unblind(contest, "ballot", asked.ballot.key, asked.ballot.asked, signed.ballot),
  }));

  const e = await voterKey(secret, "envelope", fingerprint);
  const cast = await step("cast", async () => {
    await readDefinition(bytes);
    const b = await voterKey(secret, "ballot", fingerprint);
    const inner = await innerOf(contest, papers.ballot, b.seed, [3, 1, 2, 6, 5, 4], await bodyCounter(secret, 1));
    return outerOf(contest, papers.envelope, e, 1, await envelopeOf(contest, inner));
  });
  const one = new Uint8Array(8);
  one[7] = 1;
  const receipt = await sign(fromB64(given.receipt)!, tag("receipt"), fingerprint, e.key, one, cast.h);
  const isGood = await step("receipt", () => isReceipt(contest, receipt, e.key, 1, cast.h));
  if (!isGood) throw new Error("the receipt does not verify");
  const all = Object.values(took).reduce((sum, one) => sum + one, 0);
  return { ...took, all, plain };
}

/** RSA's private operation, plainly: what the server does in its own way. */
function issue(primes: Bytes, blinded: Bytes): Bytes {
  const half = primes.length / 2;
  const [p, q] = [toNumber(primes.subarray(0, half)), toNumber(primes.subarray(half))];
  const n = p * q;
  const d = inverse(65537n, (p - 1n) * (q - 1n));
  const text = power(toNumber(blinded), d, n).toString(16).padStart(2 * primes.length, "0");
  return Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16));
}

function toNumber(bytes: Bytes): bigint {
  return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let left = exponent, square = base; left; left >>= 1n, square = (square * square) % modulus) {
    if (left & 1n) result = (result * square) % modulus;
  }
  return result;
}

function inverse(number: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [number, modulus, 1n, 0n];
  while (b) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return ((x % modulus) + modulus) % modulus;
}
