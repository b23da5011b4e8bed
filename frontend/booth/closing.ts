// What a voter's browser reads of the holders' and the box's signatures (sections 3 and 8).
import { b64, type Bytes, compare, fromB64, join, tag, u16 } from "./bytes";
import { fields, isArray, isCount, parse } from "./canonical";
import type { Definition } from "./definition";
import { hash } from "./digest";
import { verify } from "./ed25519";
import { Fault } from "./fault";

/** Voting is open only with all n holders' signatures; throws where one is missing. */
export async function checkReady(contest: Definition, bytes: Bytes): Promise<void> {
  const found = fields(parse(bytes), "definition", "ready");
  const message = join(tag("ready"), contest.fingerprint);
  if (!found || !isArray(found.ready) || found.ready.length !== contest.holders.length) {
    throw new Fault("not-ready");
  }
  for (const [at, holder] of contest.holders.entries()) {
    const signature = fromB64(found.ready[at], 64);
    if (!signature || !(await verify(holder.sign, signature, message))) {
      throw new Fault("not-ready", holder.name);
    }
  }
}

export interface ClosingList {
  readonly isFinal: boolean;
  readonly withdrawn: readonly number[];
  readonly hashes: readonly Bytes[];
  /** H(list) */
  readonly digest: Bytes;
  has(h: Bytes): boolean;
}

/** The list of h, with the receipt key's signature verified. */
export async function readList(contest: Definition, bytes: Bytes): Promise<ClosingList> {
  const found = fields(parse(bytes), "envelopes", "kind", "signature", "withdrawn");
  const signature = fromB64(found?.signature, 64);
  if (!found || !signature || !isArray(found.envelopes) || !isArray(found.withdrawn)) {
    throw new Fault("list");
  }
  if (found.kind !== "first" && found.kind !== "final") throw new Fault("list");
  const hashes = found.envelopes.map((one) => fromB64(one, 32) ?? new Uint8Array());
  const withdrawn = found.withdrawn.filter((one) => isCount(one, 1, contest.candidates.length)) as number[];
  const rises = (at: number): boolean => at === 0 || compare(hashes[at - 1]!, hashes[at]!) < 0;
  if (!hashes.every((h, at) => h.length === 32 && rises(at))) throw new Fault("list");
  if (withdrawn.length !== found.withdrawn.length) throw new Fault("list");
  if (!withdrawn.every((one, at) => !at || withdrawn[at - 1]! < one)) throw new Fault("list");
  const digest = await hash(
    tag("list"), contest.fingerprint, u16(withdrawn.length), ...withdrawn.map(u16), ...hashes,
  );
  const tagged = tag(found.kind === "final" ? "final-list" : "first-list");
  if (!(await verify(contest.receiptKey, signature, tagged, contest.fingerprint, digest))) {
    throw new Fault("list");
  }
  const known = new Set(found.envelopes);
  return {
    isFinal: found.kind === "final",
    withdrawn,
    hashes,
    digest,
    has: (h) => known.has(b64(h)),
  };
}
