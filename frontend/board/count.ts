// Counts the ballots of a board again: approval and yes/no here, Scottish STV in stv.ts.
// Votes are in hundred-thousandths.
import { compare, ascii, type Bytes } from "../booth/bytes";
import type { Definition, Terms } from "./definition";
import { countRanked } from "./stv";

export const SCALE = 100_000;

export interface Stage {
  readonly elected: readonly number[];
  readonly excluded: readonly number[];
  readonly lot: readonly number[];
  readonly non_transferable: number;
  readonly number: number;
  readonly votes: readonly number[];
}

export interface Result {
  readonly blank: number;
  readonly elected: readonly number[];
  readonly quota: number;
  readonly reopened: number;
  readonly stages: readonly Stage[];
  readonly valid: number;
}

/** Choices, and how many ballots hold exactly these. */
export type Papers = ReadonlyMap<string, { readonly choices: readonly number[]; readonly number: number }>;

/** What the count must know of the definition. */
export type Contest = Pick<Definition, "rule" | "candidates" | "ron" | "seats" | "terms" | "rollSize">;

/** Puts tied candidates into the order of the lot: by stage and candidates. */
export type Draw = (stage: number, tied: readonly number[]) => Promise<number[]>;

export function group(ballots: Iterable<readonly number[]>): Papers {
  const papers = new Map<string, { choices: readonly number[]; number: number }>();
  for (const choices of ballots) {
    const key = choices.join();
    const known = papers.get(key);
    if (known) known.number++;
    else papers.set(key, { choices, number: 1 });
  }
  return papers;
}

/** The public lot: by HMAC-SHA256(seed, `stage:candidate`), lowest first (section 9). */
export function lotOf(seed: Bytes): Draw {
  return async (stage, tied) => {
    const key = await crypto.subtle.importKey("raw", seed, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const drawn = tied.map(async (number) => {
      const mark = await crypto.subtle.sign("HMAC", key, ascii(`${stage}:${number}`));
      return { number, mark: new Uint8Array(mark) };
    });
    const marks = await Promise.all(drawn);
    return marks.sort((one, other) => compare(one.mark, other.mark)).map(({ number }) => number);
  };
}

/** Counts by the contest's rule; a count of more than `mostStages` stages ends after one too many. */
export async function count(
  contest: Contest,
  papers: Papers,
  withdrawn: readonly number[],
  draw: Draw,
  mostStages: number,
): Promise<Result> {
  if (contest.rule === "yes-no") return countAnswers(contest.terms, contest.rollSize, papers);
  const gone = new Set(withdrawn);
  const standing = contest.candidates.map((_, at) => at + 1).filter((number) => !gone.has(number));
  if (contest.rule === "approval") return countApprovals(contest, papers, standing, draw);
  return countRanked(contest, papers, standing, draw, mostStages);
}

const oneStage = (votes: number[], elected: number[], lot: number[] = []): Stage[] => [
  { elected, excluded: [], lot, non_transferable: 0, number: 1, votes: votes.map((each) => each * SCALE) },
];

const larger = (one: bigint, other: bigint): bigint => (one > other ? one : other);

/** More yes than no, the share that the terms ask, and the turnout, of every ballot. */
function countAnswers(terms: Terms, rollSize: number, papers: Papers): Result {
  const [yes, no, blank] = ["1", "2", ""].map((key) => papers.get(key)?.number ?? 0) as [number, number, number];
  // Terms may be large numbers, and their products larger.
  const share = BigInt(yes + no) * BigInt(terms.numerator);
  const whole = BigInt(terms.denominator);
  const asked = terms.atLeast ? (share + whole - 1n) / whole : share / whole + 1n;
  const quota = Number(larger(asked, BigInt(yes + no) / 2n + 1n));
  const percent = (BigInt(rollSize) * BigInt(terms.turnoutPercent) + 99n) / 100n;
  const turnout = larger(percent, BigInt(terms.turnoutLeast));
  const elected = yes >= quota && BigInt(yes + no + blank) >= turnout ? [1] : [];
  return { blank, elected, quota, reopened: 0, stages: oneStage([yes, no], elected), valid: yes + no };
}

/** Most marks first; whoever has fewer than re-open nominations is not elected. */
async function countApprovals(
  contest: Contest,
  papers: Papers,
  standing: readonly number[],
  draw: Draw,
): Promise<Result> {
  const stands = new Set(standing);
  const votes = contest.candidates.map(() => 0);
  let valid = 0;
  let blank = 0;
  for (const { choices, number } of papers.values()) {
    const marked = choices.filter((choice) => stands.has(choice));
    for (const choice of marked) votes[choice - 1]! += number;
    if (marked.length) valid += number;
    else blank += number;
  }
  const of = (number: number): number => votes[number - 1]!;
  const bar = stands.has(contest.ron) ? of(contest.ron) : 0;
  const able = standing
    .filter((number) => number !== contest.ron && of(number) >= bar)
    .sort((one, other) => of(other) - of(one) || one - other);
  let elected = able.slice(0, contest.seats);
  let lot: number[] = [];
  const last = elected.at(-1);
  if (last !== undefined && able.length > contest.seats && of(able[contest.seats]!) === of(last)) {
    const sure = able.filter((number) => of(number) > of(last));
    lot = await draw(1, able.filter((number) => of(number) === of(last)).sort((one, other) => one - other));
    elected = [...sure, ...lot.slice(0, contest.seats - sure.length)];
  }
  const reopened = contest.seats - elected.length;
  return { blank, elected, quota: 0, reopened, stages: oneStage(votes, elected, lot), valid };
}
