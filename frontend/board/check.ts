// The eleven checks of a board file (section 11), in the order of the page's steps.
import { ascii, b64, base32, type Bytes, compare, equal, tag, u8, u16 } from "../booth/bytes";
import { type Json, serialise } from "../booth/canonical";
import { hash } from "../booth/digest";
import { isSoundPoint, verify } from "../booth/ed25519";
import type { Recounted } from "./calls";
import { count, group, lotOf, type Papers, type Result, type Stage } from "./count";
import { allows, type Definition, readDefinition } from "./definition";
import { insist } from "./fault";
import { type File, open } from "./file";
import { array, bytes, fields, integer, integers, joinAll } from "./form";
import { type Annex, checkPaper, type Paper, type Sealed } from "./paper";
import { REASONS, reasonOf, type Reason } from "./invalid";
import { type Issuer, issuerOf } from "./issuer";

export interface Ballot {
  readonly tracker: string;
  readonly key: string;
  readonly choices: readonly number[];
  readonly counter: number;
}

/** Told of every stage once it is counted again, also where one is another. */
export type Told = (stages: readonly Recounted[]) => void;

/** A board in which everything held. */
export interface Checked {
  readonly definition: Definition;
  readonly ballots: readonly Ballot[];
  readonly invalid: readonly Reason[];
  readonly withdrawn: readonly number[];
  readonly leaves: ReadonlyMap<string, number>;
  readonly envelopes: number;
  readonly issued: number;
  readonly unused: number;
  readonly missingLots: readonly number[];
  /** Ballots from paper, beside those from browsers; null where nobody votes on paper. */
  readonly paper: Paper | null;
  /** Without stages where few papers are sealed and nobody has given their annex. */
  readonly result: Result | Sealed;
}

export type Progress = (done: number, all: number) => void;

// So many ballots are asked about at a time: enough for every core, and progress is seen.
const AT_ONCE = 256;
// Beside a leaf: neither, a paper was issued, its member votes on paper.
const ISSUED = 1;
const ON_PAPER = 2;

/** Checks a board file; throws a BoardFault with the first thing that does not hold. */
export async function check(
  source: Bytes,
  progress: Progress = () => {},
  fingerprint?: Bytes,
  annex?: Annex,
  recounted: Told = () => {},
): Promise<Checked> {
  const file = open(source);
  const isOnPaper = typeof file.board === "object" && Object.hasOwn(file.board, "paper");
  const board = fields(
    file.board, "board", "ballots", "closing_list", "definition", "invalid", "leaves", "list_signature",
    "lots", "ready", "withdrawn", ...(isOnPaper ? (["paper"] as const) : []),
  );
  const definition = await readDefinition(board.definition);
  insist(!fingerprint || equal(fingerprint, definition.fingerprint), "fingerprint");
  const issuer = await issuerOf(definition);
  await checkReady(definition, board.ready);
  await checkHolders(definition, file);
  const leaves = await checkLeaves(definition, board.leaves);
  const list = await checkList(definition, board.closing_list, board.withdrawn, board.list_signature);
  const ballots = await checkBallots(definition, issuer, board.ballots, progress);
  const invalid = await checkInvalid(definition, issuer, board.invalid, list.marks, ballots);
  const issued = [...leaves.values()].filter((each) => each === ISSUED).length;
  const marked = [...leaves.values()].filter((each) => each === ON_PAPER).length;
  insist(isOnPaper === marked > 0, "papers");
  const paper = isOnPaper ? await checkPaper(definition, board.paper, marked, annex) : null;
  const envelopes = list.marks.length;
  insist(ballots.length + invalid.length === envelopes && envelopes <= issued, "sums");
  const unused = integer(file.unused, "papers_unused");
  insist(unused === issued - envelopes, "sums");
  const lots = await checkLots(definition, board.lots);
  const seed = await hash(tag("lot"), definition.fingerprint, list.hashed, ...lots.values);
  const papers = group([...ballots, ...(paper?.counted ?? [])].map(({ choices }) => choices));
  const counted = { definition, papers, withdrawn: list.withdrawn, seed };
  const result = paper?.sealed
    ? await checkSealed(counted, file.result, paper)
    : await checkCount(counted, file.result, recounted);
  return {
    definition, ballots, invalid, leaves, envelopes, issued, unused, result, paper,
    withdrawn: list.withdrawn,
    missingLots: lots.missing,
  };
}

/** Check 3: every holder was ready. */
async function checkReady(definition: Definition, value: Json): Promise<void> {
  const ready = array(value, "ready");
  insist(ready.length === definition.holders.length, "form", "ready");
  for (const [at, holder] of definition.holders.entries()) {
    const signature = bytes(ready[at], 64, "ready");
    insist(await verify(holder.sign, signature, tag("ready"), definition.fingerprint), "ready", at + 1);
  }
}

/** Check 3: enough holders signed this board. */
async function checkHolders(definition: Definition, file: File): Promise<void> {
  const hashed = await hash(file.boardBytes);
  const signatures = array(file.signatures, "signatures");
  let before = 0;
  for (const value of signatures) {
    const stated = fields(value, "signatures", "holder", "signature");
    const number = integer(stated.holder, "signatures", before + 1, definition.holders.length);
    before = number;
    const signature = bytes(stated.signature, 64, "signatures");
    const key = definition.holders[number - 1]!.sign;
    insist(await verify(key, signature, tag("board"), definition.fingerprint, hashed), "holders", number);
  }
  insist(signatures.length >= definition.needed, "holders");
}

function isAscending(all: readonly Bytes[]): boolean {
  return all.every((each, at) => at === 0 || compare(all[at - 1]!, each) < 0);
}

/** Check 4: the leaves are those of the roll, each once. */
async function checkLeaves(definition: Definition, value: Json): Promise<Map<string, number>> {
  const issued = new Map<string, number>();
  const leaves = array(value, "leaves").map((entry) => {
    const pair = array(entry, "leaves");
    insist(pair.length === 2, "form", "leaves");
    const leaf = bytes(pair[0], 32, "leaves");
    issued.set(pair[0] as string, integer(pair[1], "leaves", 0, ON_PAPER));
    return leaf;
  });
  insist(leaves.length === definition.rollSize && isAscending(leaves), "roll");
  insist(equal(await hash(tag("roll-list"), joinAll(leaves)), definition.rollHash), "roll");
  return issued;
}

/** Check 5: the closing list and its signature (section 8). */
async function checkList(definition: Definition, value: Json, gone: Json, signed: Json) {
  const withdrawn = integers(gone, "withdrawn");
  const most = definition.candidates.length;
  const isRising = withdrawn.every((number, at) => number > (withdrawn[at - 1] ?? 0) && number <= most);
  insist(isRising, "form", "withdrawn");
  const marks = array(value, "closing_list").map((each) => bytes(each, 32, "closing_list"));
  insist(isAscending(marks), "list");
  const numbers = [withdrawn.length, ...withdrawn].map(u16);
  const hashed = await hash(tag("list"), definition.fingerprint, ...numbers, joinAll(marks));
  const signature = bytes(signed, 64, "list_signature");
  const message = [tag("final-list"), definition.fingerprint, hashed];
  insist(await verify(definition.receiptKey, signature, ...message), "list");
  return { marks, withdrawn, hashed };
}

/** Check 6: every ballot proves itself (section 5). */
async function checkBallots(
  definition: Definition,
  issuer: Issuer,
  value: Json,
  progress: Progress,
): Promise<Ballot[]> {
  const stated = array(value, "ballots");
  const written = b64(definition.fingerprint);
  const ballots: Ballot[] = [];
  let before: Bytes = new Uint8Array();
  for (let start = 0; start < stated.length; start += AT_ONCE) {
    progress(start, stated.length);
    const some = stated.slice(start, start + AT_ONCE);
    const asked = some.map((each, at) => checkBallot(definition, issuer, written, each, start + at + 1));
    // All are waited for: of several faults the first ballot's is told.
    for (const [at, answer] of (await Promise.allSettled(asked)).entries()) {
      if (answer.status === "rejected") throw answer.reason;
      const { mark, ballot } = answer.value;
      insist(compare(before, mark) < 0, "order", start + at + 1);
      before = mark;
      ballots.push(ballot);
    }
  }
  progress(stated.length, stated.length);
  return ballots;
}

async function checkBallot(definition: Definition, issuer: Issuer, written: string, value: Json, number: number) {
  const where = `ballot ${number}`;
  const stated = fields(value, where, "choices", "counter", "credential", "key", "prefix", "signature");
  const key = bytes(stated.key, 32, where);
  const prefix = bytes(stated.prefix, 32, where);
  const credential = bytes(stated.credential, 384, where);
  const signature = bytes(stated.signature, 64, where);
  const choices = integers(stated.choices, where);
  const counter = integer(stated.counter, where);
  const body = ascii(`{"choices":[${choices.join()}],"counter":${counter},"fingerprint":"${written}"}`);
  const [isPaper, isSigned, mark] = await Promise.all([
    isSoundPoint(key) && issuer(key, prefix, credential),
    verify(key, signature, tag("ballot"), body),
    hash(key),
  ]);
  insist(isPaper, "paper", number);
  insist(isSigned, "ballot", number);
  insist(allows(definition, choices), "choices", number);
  return { mark, ballot: { tracker: base32(mark, 10), key: b64(key), choices, counter } };
}

/** Check 7: every invalid envelope is on the list, and invalid as it is said to be. */
async function checkInvalid(
  definition: Definition,
  issuer: Issuer,
  value: Json,
  listed: readonly Bytes[],
  ballots: readonly Ballot[],
): Promise<Reason[]> {
  const onList = new Set(listed.map(b64));
  const counters = new Map(ballots.map(({ key, counter }) => [key, counter]));
  const many = definition.holders.length;
  const size = definition.padding + 16 + 32 * (many + 1) + 80 * many;
  const reasons: Reason[] = [];
  let before: Bytes = new Uint8Array();
  for (const [at, each] of array(value, "invalid").entries()) {
    const where = `invalid ${at + 1}`;
    const stated = fields(each, where, "code", "envelope", "key");
    const reason = REASONS.find((known) => known === stated.code);
    insist(reason !== undefined, "form", where);
    const envelope = bytes(stated.envelope, size, where);
    const mark = await hash(tag("envelope"), definition.fingerprint, envelope);
    insist(compare(before, mark) < 0 && onList.has(b64(mark)), "invalid", at + 1);
    before = mark;
    if (reason === "unopenable") {
      insist(stated.key === "", "form", where);
    } else {
      const key = bytes(stated.key, 32, where);
      const found = await reasonOf(definition, issuer, envelope, key, (voter) => counters.get(voter));
      insist(found === reason, "invalid", at + 1);
    }
    reasons.push(reason);
  }
  return reasons;
}

/** Check 10: each holder's value against its commitment; a missing one is zeros. */
async function checkLots(definition: Definition, value: Json) {
  const lots = array(value, "lots");
  insist(lots.length === definition.holders.length, "form", "lots");
  const values: Bytes[] = [];
  const missing: number[] = [];
  for (const [at, each] of lots.entries()) {
    if (each === "") {
      missing.push(at + 1);
      values.push(new Uint8Array(32));
      continue;
    }
    const drawn = bytes(each, 32, "lots");
    const bound = await hash(tag("lot-value"), u8(at + 1), drawn);
    insist(equal(bound, definition.holders[at]!.lot), "lot", at + 1);
    values.push(drawn);
  }
  return { values, missing };
}

interface Counted {
  readonly definition: Definition;
  readonly papers: Papers;
  readonly withdrawn: readonly number[];
  readonly seed: Bytes;
}

/** Check 11 where few papers are sealed: only who is elected is stated, and counted with the annex. */
async function checkSealed(counted: Counted, value: Json, paper: Paper | null): Promise<Result | Sealed> {
  const { definition, withdrawn } = counted;
  const stated = fields(value, "result", "elected", "reopened");
  const elected = integers(stated.elected, "elected");
  const reopened = integer(stated.reopened, "reopened");
  const isQuestion = definition.rule === "yes-no";
  const most = isQuestion ? 1 : definition.candidates.length;
  const isAble = (number: number): boolean =>
    number >= 1 && number <= most && number !== definition.ron && !withdrawn.includes(number);
  insist(elected.every(isAble) && new Set(elected).size === elected.length, "count");
  insist(reopened === (isQuestion ? 0 : definition.seats - elected.length), "count");
  if (!paper?.counted) return { elected, reopened };
  const own = await count(definition, counted.papers, withdrawn, lotOf(counted.seed), Infinity);
  insist(own.reopened === reopened && own.elected.join() === elected.join(), "count");
  return own;
}

/** A stage as counted here beside the one that the file states, if it states one. */
function beside(definition: Definition, stage: Stage, value: Json | undefined): Recounted {
  const stated = value === undefined ? null : (value as { readonly votes: readonly number[] }).votes;
  return {
    number: stage.number,
    isSame: value !== undefined && serialise(value) === serialise({ ...stage }),
    lines: definition.candidates.map((name, at) => ({
      name, own: stage.votes[at]!, theirs: stated?.[at] ?? null,
    })),
  };
}

/** Check 11: the count, stage by stage. */
async function checkCount(counted: Counted, value: Json, recounted: Told): Promise<Result> {
  const { definition, papers, withdrawn, seed } = counted;
  const stated = fields(value, "result", "blank", "elected", "quota", "reopened", "stages", "valid");
  const stages = array(stated.stages, "stages");
  for (const stage of stages) {
    const names = ["elected", "excluded", "lot", "non_transferable", "number", "votes"] as const;
    const { votes } = fields(stage, "stages", ...names);
    insist(array(votes, "stages").length === definition.candidates.length, "form", "stages");
  }
  const result = await count(definition, papers, withdrawn, lotOf(seed), stages.length);
  recounted(result.stages.map((stage, at) => beside(definition, stage, stages[at])));
  for (const [at, stage] of result.stages.entries()) {
    const theirs = stages[at];
    insist(theirs !== undefined && serialise(theirs) === serialise({ ...stage }), "count", at + 1);
  }
  const own = { ...result, stages: result.stages.map((stage) => ({ ...stage })) };
  insist(serialise(own) === serialise(value), "count");
  return result;
}
