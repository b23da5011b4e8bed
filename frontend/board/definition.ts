// The definition of a contest, every value checked (sections 1 and 11, 2).
import { type Bytes, b64, equal, fromB64 } from "../booth/bytes";
import { canonicalBytes, type Json } from "../booth/canonical";
import { hash } from "../booth/digest";
import { isSoundPoint } from "../booth/ed25519";
import { insist } from "./fault";
import { array, bytes, fields, integer, text } from "./form";

export type Rule = "scottish-stv" | "scottish-stv-ron" | "approval" | "yes-no";
export type Terms = Record<"atLeast" | "denominator" | "numerator" | "turnoutLeast" | "turnoutPercent", number>;

export interface Holder {
  readonly name: string;
  readonly lot: Bytes;
  readonly sign: Bytes;
}

export interface Definition {
  readonly fingerprint: Bytes;
  readonly question: string;
  readonly rule: Rule;
  readonly candidates: readonly string[];
  readonly ron: number;
  readonly seats: number;
  readonly terms: Terms;
  readonly mostRanks: number;
  readonly padding: number;
  readonly rollHash: Bytes;
  readonly rollSize: number;
  readonly needed: number;
  readonly holders: readonly Holder[];
  readonly issuer: Bytes;
  readonly receiptKey: Bytes;
}

const KINDS: Record<string, string> = {
  "scottish-stv": "ranked",
  "scottish-stv-ron": "ranked",
  approval: "approval",
  "yes-no": "yes-no",
};

function contest(stated: Record<"kind" | "rule" | "candidates" | "ron" | "seats" | "most_ranks", Json>) {
  const rule = text(stated.rule, "rule");
  insist(Object.hasOwn(KINDS, rule) && KINDS[rule] === stated.kind, "definition", "rule");
  const candidates = array(stated.candidates, "candidates").map((name) => text(name, "candidates"));
  const many = candidates.length;
  insist(rule === "yes-no" ? many === 2 : many > 0 && many < 2 ** 16, "definition", "candidates");
  const ron = integer(stated.ron, "ron");
  const knowsRon = rule === "scottish-stv-ron" || rule === "approval";
  insist(ron === 0 || (knowsRon && ron === many), "definition", "ron");
  const mostRanks = integer(stated.most_ranks, "most_ranks", 1, many);
  const fixed = { "yes-no": 1, approval: many }[rule];
  insist(fixed === undefined || fixed === mostRanks, "definition", "most_ranks");
  const seats = integer(stated.seats, "seats", 1);
  return { rule: rule as Rule, candidates, ron, mostRanks, seats };
}

function termsOf(value: Json, rule: Rule): Terms {
  const names = ["at_least", "denominator", "numerator", "turnout_least", "turnout_percent"] as const;
  const stated = fields(value, "terms", ...names);
  const [atLeast, denominator, numerator, turnoutLeast, turnoutPercent] = names.map((name) =>
    integer(stated[name], "terms"),
  ) as [number, number, number, number, number];
  const isOpen = rule === "yes-no";
  insist(
    isOpen
      ? atLeast <= 1 && numerator > 0 && numerator <= denominator && turnoutPercent <= 100
      : !atLeast && denominator === 2 && numerator === 1 && !turnoutLeast && !turnoutPercent,
    "definition",
    "terms",
  );
  return { atLeast, denominator, numerator, turnoutLeast, turnoutPercent };
}

/** The longest body names the candidates with the longest numbers, and the highest counter. */
function leastPadding(candidates: number, mostRanks: number): number | undefined {
  const choices = Array.from({ length: mostRanks }, (_, at) => candidates - at);
  const body = { choices, counter: Number.MAX_SAFE_INTEGER, fingerprint: b64(new Uint8Array(32)) };
  const longest = 448 + 64 + 2 + canonicalBytes(body).length;
  return [1024, 2048, 4096].find((size) => size >= longest);
}

function holdersOf(value: Json): Holder[] {
  const listed = array(value, "holders");
  insist(listed.length >= 1 && listed.length <= 9, "definition", "holders");
  const holders = listed.map((each) => {
    const stated = fields(each, "holders", "lot", "name", "seal", "sign");
    bytes(stated.seal, 32, "holders");
    return {
      name: text(stated.name, "holders"),
      lot: bytes(stated.lot, 32, "holders"),
      sign: bytes(stated.sign, 32, "holders"),
    };
  });
  insist(holders.every((holder) => isSoundPoint(holder.sign)), "definition", "holders");
  // One key under two names would let one holder sign as two.
  insist(new Set(holders.map((holder) => b64(holder.sign))).size === holders.length, "definition", "holders");
  return holders;
}

function moduliOf(value: Json): Bytes {
  const stated = fields(value, "issuer", "ballot", "envelope");
  const moduli = [stated.ballot, stated.envelope].map((each) => bytes(each, 384, "issuer")) as [Bytes, Bytes];
  const isLong = (modulus: Bytes) => modulus[0]! >= 128 && modulus[383]! % 2 === 1;
  insist(moduli.every(isLong) && !equal(...moduli), "definition", "issuer");
  return moduli[0];
}

/** Check 2; the fingerprint comes with it. */
export async function readDefinition(value: Json): Promise<Definition> {
  const stated = fields(
    value, "definition", "protocol", "id", "kind", "question", "candidates", "ron", "seats", "rule",
    "rule_version", "terms", "most_ranks", "opens_at", "papers_until", "closes_at", "complaints_until",
    "padding", "roll", "needed", "holders", "issuer", "receipt_key",
  );
  insist(stated.protocol === "rf1" && stated.rule_version === 1, "definition", "protocol");
  insist(/^[0-9a-z]{12}$/.test(text(stated.id, "id")), "definition", "id");
  const times = (["opens_at", "papers_until", "closes_at", "complaints_until"] as const).map((name) =>
    integer(stated[name], name),
  ) as [number, number, number, number];
  const [opens, papers, closes, complaints] = times;
  insist(opens < papers && papers <= closes && closes <= complaints, "definition", "opens_at");
  const read = contest(stated);
  const terms = termsOf(stated.terms, read.rule);
  const padding = integer(stated.padding, "padding");
  insist(padding === leastPadding(read.candidates.length, read.mostRanks), "definition", "padding");
  const roll = fields(stated.roll, "roll", "hash", "size");
  const holders = holdersOf(stated.holders);
  const needed = integer(stated.needed, "needed", 1, holders.length);
  insist(needed * 2 > holders.length, "definition", "needed");
  const receiptKey = fromB64(stated.receipt_key, 32);
  insist(receiptKey !== null && isSoundPoint(receiptKey), "definition", "receipt_key");
  return {
    ...read,
    terms,
    padding,
    holders,
    needed,
    receiptKey,
    question: text(stated.question, "question"),
    rollHash: bytes(roll.hash, 32, "roll"),
    rollSize: integer(roll.size, "roll"),
    issuer: moduliOf(stated.issuer),
    fingerprint: await hash(canonicalBytes(stated)),
  };
}

/** Whether a ballot of this contest may hold these choices (section 5). */
export function allows(definition: Definition, choices: readonly number[]): boolean {
  const isDistinct = new Set(choices).size === choices.length;
  const isAscending = choices.every((choice, at) => at === 0 || choices[at - 1]! < choice);
  return (
    choices.length <= definition.mostRanks &&
    (definition.rule === "approval" ? isAscending : isDistinct) &&
    choices.every((choice) => choice >= 1 && choice <= definition.candidates.length)
  );
}
