// What this browser keeps of a vote, in IndexedDB: one record for each member and contest.
import type { Bytes } from "./bytes";
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

function opened(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("kept");
      asked.result.createObjectStore("pins");
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

/** One step in one transaction, on the disk before it resolves. */
async function step<T>(
  table: "kept" | "pins",
  mode: IDBTransactionMode,
  what: (table: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await opened();
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction(table, mode, { durability: "strict" });
      const asked = what(transaction.objectStore(table));
      transaction.oncomplete = () => done(asked.result);
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const browserStore: Store = {
  kept: (name) => step("kept", "readonly", (table) => table.get(name)),
  keep: async (name, kept) => void (await step("kept", "readwrite", (table) => table.put(kept, name))),
  forget: async (name) => void (await step("kept", "readwrite", (table) => table.delete(name))),
  pin: (contest) => step("pins", "readonly", (table) => table.get(contest)),
  setPin: async (contest, fingerprint) =>
    void (await step("pins", "readwrite", (table) => table.put(fingerprint, contest))),
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
