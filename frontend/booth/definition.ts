// The definition of a contest and its fingerprint (section 1), checked before anything is done by it.
import { type Bytes, fromB64 } from "./bytes";
import { fields, isArray, isCount, type Json, parse } from "./canonical";
import { hash } from "./digest";
import { isSoundPoint } from "./ed25519";
import { Fault } from "./fault";
import { longestBody } from "./ballot";

export type Kind = "ranked" | "approval" | "yes-no";

export interface Holder {
  readonly name: string;
  readonly seal: Bytes;
  readonly sign: Bytes;
}

export interface Definition {
  readonly id: string;
  readonly kind: Kind;
  readonly question: string;
  readonly candidates: readonly string[];
  readonly ron: number;
  readonly seats: number;
  readonly mostRanks: number;
  readonly opensAt: number;
  readonly papersUntil: number;
  readonly closesAt: number;
  readonly complaintsUntil: number;
  readonly padding: number;
  readonly rollSize: number;
  readonly needed: number;
  readonly holders: readonly Holder[];
  readonly issuer: { readonly ballot: Bytes; readonly envelope: Bytes };
  readonly receiptKey: Bytes;
  readonly fingerprint: Bytes;
}

const RULES: Record<Kind, readonly string[]> = {
  ranked: ["scottish-stv", "scottish-stv-ron"],
  approval: ["approval"],
  "yes-no": ["yes-no"],
};

/** What canonical bytes define; a `Fault` names the field that is wrong. */
export async function readDefinition(bytes: Bytes): Promise<Definition> {
  const found = fields(
    parse(bytes),
    "candidates", "closes_at", "complaints_until", "holders", "id", "issuer", "kind", "most_ranks",
    "needed", "opens_at", "padding", "papers_until", "protocol", "question", "receipt_key", "roll",
    "ron", "rule", "rule_version", "seats", "terms",
  );
  if (!found) throw new Fault("definition", "fields");
  const need = (isRight: boolean, name: string): void => {
    if (!isRight) throw new Fault("definition", name);
  };

  const id = text(found.id, "id");
  const kind = found.kind as Kind;
  need(found.protocol === "rf1", "protocol");
  need(/^[0-9a-z]{12}$/.test(id), "id");
  need(typeof found.kind === "string" && Object.hasOwn(RULES, found.kind), "kind");
  need(RULES[kind].includes(found.rule as string), "rule");
  need(found.rule_version === 1, "rule_version");

  const candidates = list(found.candidates, "candidates").map((one) => text(one, "candidates"));
  const count = candidates.length;
  need(count >= 1 && count <= 0xffff && (kind !== "yes-no" || count === 2), "candidates");
  const knowsRon = found.rule === "scottish-stv-ron" || found.rule === "approval";
  need(found.ron === 0 || (knowsRon && found.ron === count), "ron");
  need(isCount(found.seats, 1), "seats");
  need(isCount(found.most_ranks, 1, count), "most_ranks");
  const most = found.most_ranks as number;
  need(kind !== "yes-no" || most === 1, "most_ranks");
  need(kind !== "approval" || most === count, "most_ranks");
  checkTerms(found.terms, kind, need);

  for (const name of ["opens_at", "papers_until", "closes_at", "complaints_until"] as const) {
    need(isCount(found[name]), name);
  }
  const [opensAt, papersUntil] = [found.opens_at as number, found.papers_until as number];
  const [closesAt, complaintsUntil] = [found.closes_at as number, found.complaints_until as number];
  need(opensAt < papersUntil && papersUntil <= closesAt && closesAt <= complaintsUntil, "closes_at");
  const room = 514 + longestBody(count, most);
  need([1024, 2048, 4096].find((size) => size >= room) === found.padding, "padding");

  const roll = fields(found.roll, "hash", "size");
  need(roll !== null && fromB64(roll.hash, 32) !== null && isCount(roll.size), "roll");
  const holders = list(found.holders, "holders").map(readHolder);
  need(holders.length >= 1 && holders.length <= 9, "holders");
  need(isCount(found.needed, 1, holders.length) && found.needed * 2 > holders.length, "needed");
  const issuer = fields(found.issuer, "ballot", "envelope");
  need(issuer !== null, "issuer");
  const receiptKey = bytesOf(found.receipt_key, 32, "receipt_key");
  need(isSoundPoint(receiptKey), "receipt_key");
  const moduli = { ballot: modulus(issuer!.ballot), envelope: modulus(issuer!.envelope) };
  need(issuer!.ballot !== issuer!.envelope, "issuer");

  return {
    id, kind, candidates, opensAt, papersUntil, closesAt, complaintsUntil, holders, receiptKey,
    question: text(found.question, "question"),
    ron: found.ron as number,
    seats: found.seats as number,
    mostRanks: most,
    padding: found.padding as number,
    rollSize: roll!.size as number,
    needed: found.needed as number,
    issuer: moduli,
    fingerprint: await hash(bytes),
  };
}

const names = ["at_least", "denominator", "numerator", "turnout_least", "turnout_percent"] as const;
type Terms = Record<(typeof names)[number], number>;

function checkTerms(value: Json, kind: Kind, need: (isRight: boolean, name: string) => void): void {
  const terms = fields(value, ...names);
  need(terms !== null && names.every((name) => isCount(terms[name])), "terms");
  const { at_least: least, denominator, numerator, turnout_percent: percent } = terms as Terms;
  need(numerator > 0 && numerator <= denominator && least <= 1 && percent <= 100, "terms");
  const unread = [0, 2, 1, 0, 0];
  if (kind !== "yes-no") need(names.every((name, at) => terms![name] === unread[at]), "terms");
}

function readHolder(value: Json): Holder {
  const found = fields(value, "lot", "name", "seal", "sign");
  if (!found) throw new Fault("definition", "holders");
  bytesOf(found.lot, 32, "lot");
  const sign = bytesOf(found.sign, 32, "sign");
  if (!isSoundPoint(sign)) throw new Fault("definition", "sign");
  return { name: text(found.name, "name"), seal: bytesOf(found.seal, 32, "seal"), sign };
}

/** 3072 bits, odd; the exponent is 65537 by the protocol and is not said. */
function modulus(value: Json): Bytes {
  const bytes = bytesOf(value, 384, "issuer");
  if (bytes[0]! < 0x80 || bytes[383]! % 2 === 0) throw new Fault("definition", "issuer");
  return bytes;
}

function text(value: Json, name: string): string {
  if (typeof value !== "string") throw new Fault("definition", name);
  return value;
}

function list(value: Json, name: string): readonly Json[] {
  if (!isArray(value)) throw new Fault("definition", name);
  return value;
}

function bytesOf(value: Json, length: number, name: string): Bytes {
  const bytes = fromB64(value, length);
  if (!bytes) throw new Fault("definition", name);
  return bytes;
}
