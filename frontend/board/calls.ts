// What the board page asks of its worker, and hears from it.
import type { Code } from "./fault";

export type Asked =
  | { readonly ask: "check"; readonly file: string | Blob; readonly fingerprint: string }
  | { readonly ask: "find"; readonly what: string };

/** What the page shows of a board in which everything held. */
export interface Summary {
  readonly fingerprint: string;
  readonly words: string;
  readonly ballots: number;
  readonly invalid: number;
  readonly envelopes: number;
  readonly issued: number;
  readonly unused: number;
  readonly roll: number;
  readonly stages: number;
  /** Members who vote on paper, the papers that came, and those of them that only a hash stands for. */
  readonly marked: number;
  readonly papers: number;
  readonly sealed: number;
  readonly elected: readonly string[];
  readonly missing: readonly string[];
}

export type Finding =
  | { readonly kind: "ballot"; readonly tracker: string; readonly key: string; readonly choices: readonly string[] }
  | { readonly kind: "leaf"; readonly issued: number };

/** A stage as it was counted here beside the file's; votes in hundred-thousandths, by candidate. */
export interface Recounted {
  readonly number: number;
  readonly isSame: boolean;
  readonly lines: readonly { readonly name: string; readonly own: number; readonly theirs: number | null }[];
}

export type Said =
  | { readonly say: "fetched"; readonly bytes: number }
  | { readonly say: "checking"; readonly done: number; readonly all: number }
  | { readonly say: "recounted"; readonly stages: readonly Recounted[] }
  | { readonly say: "holds"; readonly summary: Summary }
  | { readonly say: "fault"; readonly code: Code; readonly where: string }
  | { readonly say: "trouble"; readonly of: "network" | "browser" }
  | { readonly say: "found"; readonly findings: readonly Finding[] };
