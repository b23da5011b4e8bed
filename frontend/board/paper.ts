// Ballots on paper, beside those from browsers (section 10).
import { b64, type Bytes, tag } from "../booth/bytes";
import { type Json, parse } from "../booth/canonical";
import { hash } from "../booth/digest";
import { allows, type Definition } from "./definition";
import { insist } from "./fault";
import { array, bytes, fields, integer, integers } from "./form";

/** The bytes of what a hash on the board stands for. */
export type Annex = Bytes;

interface Choices {
  readonly choices: readonly number[];
}

/** The papers of a board; `counted` is null where they are sealed and nobody has the annex. */
export interface Paper {
  readonly marked: number;
  readonly papers: number;
  readonly spoilt: number;
  readonly sealed: boolean;
  readonly counted: readonly Choices[] | null;
}

/** What is stated of a count whose stages would show the few papers. */
export interface Sealed {
  readonly elected: readonly number[];
  readonly reopened: number;
}

// Fewer are not shown: who knows who votes on paper would know how.
const LEAST = 5;

/** Check 8: no more papers than members who vote on paper, sorted, and few of them sealed. */
export async function checkPaper(
  definition: Definition,
  value: Json | undefined,
  marked: number,
  annex?: Annex,
): Promise<Paper> {
  const sealed = typeof value === "object" && Object.hasOwn(value, "hash");
  const found = sealed ? await unsealed(definition, value, annex) : shown(definition, value);
  insist(found.stated === marked && found.papers <= marked, "papers");
  return { marked, sealed, papers: found.papers, spoilt: found.spoilt, counted: found.counted };
}

function shown(definition: Definition, value: Json | undefined) {
  const { marked, ...rest } = fields(value, "paper", "ballots", "blank", "marked", "spoilt");
  const found = read(definition, rest);
  insist(found.papers === 0 || found.papers >= LEAST, "papers");
  return { ...found, stated: integer(marked, "paper") };
}

async function unsealed(definition: Definition, value: Json, annex?: Annex) {
  const field = fields(value, "paper", "hash", "marked", "papers");
  const hashed = b64(bytes(field.hash, 32, "paper"));
  const papers = integer(field.papers, "paper", 1, LEAST - 1);
  const stated = integer(field.marked, "paper");
  if (!annex) return { stated, papers, spoilt: 0, counted: null };
  insist(b64(await hash(tag("paper"), definition.fingerprint, annex)) === hashed, "papers", "annex");
  const { salt, ...rest } = fields(parse(annex) ?? undefined, "annex", "ballots", "blank", "salt", "spoilt");
  bytes(salt, 32, "annex");
  const found = read(definition, rest);
  insist(found.papers === papers, "papers", "annex");
  return { ...found, stated };
}

function read(definition: Definition, stated: Record<"ballots" | "blank" | "spoilt", Json>) {
  const ballots = array(stated.ballots, "paper").map((each) => integers(each, "paper"));
  insist(ballots.every((choices) => choices.length > 0 && allows(definition, choices)), "papers", "choices");
  insist(ballots.every((each, at) => at === 0 || inOrder(ballots[at - 1]!, each)), "papers", "order");
  const blank = integer(stated.blank, "paper", 0, definition.rollSize);
  const spoilt = integer(stated.spoilt, "paper");
  const counted = [...ballots, ...Array.from({ length: blank }, (): number[] => [])];
  return { papers: counted.length + spoilt, spoilt, counted: counted.map((choices) => ({ choices })) };
}

/** By the first number that differs; where none does, the shorter first. */
function inOrder(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((number, place) => number !== other[place]);
  return at < 0 || (other[at] !== undefined && one[at]! < other[at]);
}
