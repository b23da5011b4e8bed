// What this browser keeps of a vote, in IndexedDB: one record for each member and contest.
import type { Bytes } from "./bytes";
import { tables } from "./database";
import type { Asked, Paper } from "./paper";

/** A ballot that was cast, or is on its way where it has no receipt. */
export interface Cast {
  readonly c: number;
  readonly choices: readonly number[];
  readonly h: Bytes;
  readonly outer: Bytes;
  readonly receipt: Bytes | null;
}

export interface Kept {
  readonly fingerprint: Bytes;
  readonly secret: Bytes;
  /** Null where the papers came from a copy. */
  readonly asked: { readonly ballot: Asked; readonly envelope: Asked } | null;
  readonly papers: { readonly ballot: Paper; readonly envelope: Paper } | null;
  /** The last one with a receipt, and a newer one that has none yet. */
  readonly casts: readonly Cast[];
  /** Whether a copy was made here or these papers are one: then another device may have voted, too. */
  readonly isCopied: boolean;
}

export interface Store {
  kept(name: string): Promise<Kept | undefined>;
  keep(name: string, kept: Kept): Promise<void>;
  forget(name: string): Promise<void>;
  /** The fingerprint seen first in this browser. */
  pin(contest: string): Promise<Bytes | undefined>;
  setPin(contest: string, fingerprint: Bytes): Promise<void>;
}

const DATABASE = "ballots";

const { get, put, remove } = tables(DATABASE, "kept", "pins");

export const browserStore: Store = {
  kept: (name) => get("kept", name),
  keep: (name, kept) => put("kept", name, kept),
  forget: (name) => remove("kept", name),
  pin: (contest) => get("pins", contest),
  setPin: (contest, fingerprint) => put("pins", contest, fingerprint),
};

/** Whether this browser holds anything of this vote; loads nothing and makes no database. */
export async function holds(name: string): Promise<boolean> {
  try {
    const all = await indexedDB.databases?.();
    if (all && !all.some((one) => one.name === DATABASE)) return false;
    return (await browserStore.kept(name)) !== undefined;
  } catch {
    return false;
  }
}
