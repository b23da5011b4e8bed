// The copy that a voter saves: secret and papers, as a file of about 1.4 kB of text.
import { b64, type Bytes, fromB64 } from "./bytes";
import { canonicalBytes, fields, parse } from "./canonical";
import type { Definition } from "./definition";
import { voterKey } from "./paper";
import type { Paper } from "./paper";
import { Fault } from "./fault";

export interface Copy {
  readonly secret: Bytes;
  readonly papers: { readonly ballot: Paper; readonly envelope: Paper };
}

const FORM = "rf1-copy";
const SIGNATURE = 384;
const PREFIX = 32;

/** The keys are not in it: they follow from the secret. */
export function writeCopy(
  contest: string,
  kept: Copy & { readonly fingerprint: Bytes },
): Bytes {
  const half = (paper: Paper): string => b64(paper.prefix) + b64(paper.signature);
  return canonicalBytes({
    ballot: half(kept.papers.ballot),
    contest,
    copy: FORM,
    envelope: half(kept.papers.envelope),
    fingerprint: b64(kept.fingerprint),
    secret: b64(kept.secret),
  });
}

/** What a file holds; whether its papers are good is not asked here. */
export async function readCopy(contest: Definition, bytes: Bytes): Promise<Copy> {
  const found = fields(parse(bytes), "ballot", "contest", "copy", "envelope", "fingerprint", "secret");
  if (found?.copy !== FORM) throw new Fault("copy", "format");
  if (found.contest !== contest.id || found.fingerprint !== b64(contest.fingerprint)) {
    throw new Fault("copy", "contest");
  }
  const secret = fromB64(found.secret, 32);
  if (!secret) throw new Fault("copy", "format");
  const paper = async (kind: "ballot" | "envelope"): Promise<Paper> => {
    const text = String(found[kind]);
    const prefix = fromB64(text.slice(0, 43), PREFIX);
    const signature = fromB64(text.slice(43), SIGNATURE);
    if (!prefix || !signature) throw new Fault("copy", "format");
    return { key: (await voterKey(secret, kind, contest.fingerprint)).key, prefix, signature };
  };
  return { secret, papers: { ballot: await paper("ballot"), envelope: await paper("envelope") } };
}
