// The voter's side from the first look at a contest to the complaint, without any page.
import { innerOf, areAllowed, bodyCounter } from "./ballot";
import { Box, type BoxState, takePaper } from "./box";
import { b64, type Bytes, equal, join } from "./bytes";
import { checkReady, readList } from "./closing";
import { type Copy, readCopy, writeCopy } from "./copy";
import { type Evidence, trackerOf } from "./counted";
import { type Definition, readDefinition } from "./definition";
import { random } from "./digest";
import { envelopeOf, isReceipt, outerOf } from "./envelope";
import { Fault } from "./fault";
import type { Net } from "./net";
import { blind, isPaper, unblind, voterKey } from "./paper";
import type { Cast, Kept, Store } from "./store";
import { twelveWords } from "./words";

export interface Place {
  /** `…/box/<id>/` */
  readonly box: string;
  /** `…/paper/`, "" where none can be taken any more. */
  readonly paper: string;
  readonly token: string;
  readonly contest: string;
  /** Who is signed in, opaque: a phone may be shared. */
  readonly reader: string;
}

/** One at a time in all tabs of this browser. */
export type Lock = <T>(name: string, what: () => Promise<T>) => Promise<T>;

export interface Seen {
  readonly contest: Definition;
  readonly words: readonly string[];
  /** Whether the fingerprint was known: by the notice's link, or from an earlier visit. */
  readonly isKnown: boolean;
  readonly state: BoxState;
}

export interface Standing {
  readonly hasPapers: boolean;
  readonly isAsked: boolean;
  readonly isCopied: boolean;
  /** What the box has given a receipt for. */
  readonly stands: { readonly choices: readonly number[]; readonly c: number } | null;
  /** What was cast and has no receipt yet. */
  readonly pending: { readonly choices: readonly number[] } | null;
  /** The mark of this voter's ballot on the board. */
  readonly tracker: string;
}

/**
 * What the closing list says of this browser's ballot: it is there (`listed`); so is one that got no
 * receipt (`arrived`); that one is not there, but the one before it (`not-changed`) or none
 * (`not-cast`); it was missing and is there now (`added`); another device has cast later (`replaced`).
 */
export type Complained =
  | "nothing" | "listed" | "arrived" | "not-changed" | "not-cast" | "added" | "replaced";

// A counter that the box may name; a higher one would only use numbers up.
const HIGHEST = 2 ** 32;
// How often a counter is corrected: each time makes a new envelope.
const CORRECTIONS = 3;

export const lastOf = (kept: Kept): Cast | undefined => kept.casts.findLast((cast) => cast.receipt);
const pendingOf = (kept: Kept): Cast | undefined => kept.casts.find((cast) => !cast.receipt);

export class Voter {
  private readonly box: Box;
  private contest: Definition | undefined;

  constructor(
    private readonly place: Place,
    private readonly store: Store,
    private readonly net: Net,
    private readonly lock: Lock,
  ) {
    this.box = new Box(net, place.box);
  }

  private get name(): string {
    return `${this.place.contest} ${this.place.reader}`;
  }

  private locked<T>(what: () => Promise<T>): Promise<T> {
    return this.lock(`ballot ${this.name}`, what);
  }

  /** Reads the definition, and compares it with the link's fingerprint and the one seen before. */
  async look(link: Bytes | null): Promise<Seen> {
    const contest = await readDefinition(await this.box.file("definition.json"));
    if (contest.id !== this.place.contest) throw new Fault("changed", "id");
    const seen = await this.store.pin(contest.id);
    for (const known of [link, seen]) {
      if (known && !equal(known, contest.fingerprint)) {
        throw new Fault("changed", JSON.stringify([twelveWords(known), twelveWords(contest.fingerprint)]));
      }
    }
    if (!seen) await this.store.setPin(contest.id, contest.fingerprint);
    this.contest = contest;
    const isKnown = Boolean(link ?? seen);
    return { contest, words: twelveWords(contest.fingerprint), isKnown, state: await this.box.state() };
  }

  /** The same definition once more, asked without a cookie, before anything is cast by it. */
  private async sameContest(): Promise<Definition> {
    const pinned = this.looked.fingerprint;
    const now = await readDefinition(await this.box.file("definition.json"));
    if (!equal(now.fingerprint, pinned)) {
      throw new Fault("changed", JSON.stringify([twelveWords(pinned), twelveWords(now.fingerprint)]));
    }
    return now;
  }

  private get looked(): Definition {
    if (!this.contest) throw new TypeError("look first");
    return this.contest;
  }

  private async kept(): Promise<Kept | undefined> {
    const kept = await this.store.kept(this.name);
    if (kept && !equal(kept.fingerprint, this.looked.fingerprint)) {
      throw new Fault(
        "changed",
        JSON.stringify([twelveWords(kept.fingerprint), twelveWords(this.looked.fingerprint)]),
      );
    }
    return kept;
  }

  async standing(): Promise<Standing> {
    const kept = await this.kept();
    const [stands, pending] = kept ? [lastOf(kept), pendingOf(kept)] : [];
    return {
      hasPapers: Boolean(kept?.papers),
      isAsked: Boolean(kept),
      isCopied: Boolean(kept?.isCopied),
      stands: stands ? { choices: stands.choices, c: stands.c } : null,
      pending: pending ? { choices: pending.choices } : null,
      tracker: kept?.papers ? await trackerOf(kept.papers.ballot.key) : "",
    };
  }

  /** Section 4: stores secret, prefixes and inverses, then asks; a crash in between asks the same again. */
  takePapers(): Promise<void> {
    return this.locked(async () => {
      const contest = this.looked;
      let kept = await this.kept();
      if (kept?.papers) return;
      await checkReady(contest, await this.box.file("ready.json"));
      if (!kept?.asked) {
        kept = await this.begin(contest);
        await this.store.keep(this.name, kept);
      }
      const asked = kept.asked!;
      const { ballot, envelope } = asked;
      const blinded = { ballot: ballot.blinded, envelope: envelope.blinded };
      const { paper, token } = this.place;
      let answer;
      try {
        answer = await takePaper(this.net, paper, token, contest.fingerprint, blinded);
      } catch (fault) {
        // What another device was given cannot be opened with these values: they are of no use.
        if (fault instanceof Fault && fault.code === "other-paper") await this.store.forget(this.name);
        throw fault;
      }
      const e = await voterKey(kept.secret, "envelope", contest.fingerprint);
      const b = await voterKey(kept.secret, "ballot", contest.fingerprint);
      const papers = {
        envelope: await unblind(contest, "envelope", e.key, envelope, answer.envelope),
        ballot: await unblind(contest, "ballot", b.key, ballot, answer.ballot),
      };
      await this.store.keep(this.name, { ...kept, papers });
    });
  }

  private async begin(contest: Definition): Promise<Kept> {
    const secret = random(32);
    const e = await voterKey(secret, "envelope", contest.fingerprint);
    const b = await voterKey(secret, "ballot", contest.fingerprint);
    const asked = {
      envelope: await blind(contest, "envelope", e.key),
      ballot: await blind(contest, "ballot", b.key),
    };
    return { fingerprint: contest.fingerprint, secret, asked, papers: null, casts: [], isCopied: false };
  }

  /** Section 7: seals, stores, sends until there is a receipt. The last cast counts. */
  cast(choices: readonly number[]): Promise<void> {
    return this.locked(async () => {
      const contest = await this.sameContest();
      if (!areAllowed(choices, contest)) throw new Fault("choices");
      const kept = await this.kept();
      if (!kept?.papers) throw new Fault("paper");
      const last = Math.max(0, ...kept.casts.map((cast) => cast.c));
      const stored = await this.seal(contest, kept, choices, last + 1);
      await this.send(contest, stored);
    });
  }

  /** Sends what was stored and got no receipt: a tab that was closed, a network that was away. */
  resume(): Promise<void> {
    return this.locked(async () => {
      const kept = await this.kept();
      if (!kept || !pendingOf(kept)) return;
      await this.send(await this.sameContest(), kept);
    });
  }

  /** The record with a sealed ballot under c that has no receipt yet, stored. */
  private async seal(
    contest: Definition,
    kept: Kept,
    choices: readonly number[],
    c: number,
  ): Promise<Kept> {
    const papers = kept.papers!;
    const e = await voterKey(kept.secret, "envelope", contest.fingerprint);
    const b = await voterKey(kept.secret, "ballot", contest.fingerprint);
    const counter = await bodyCounter(kept.secret, c);
    const inner = await innerOf(contest, papers.ballot, b.seed, choices, counter);
    const envelope = await envelopeOf(contest, inner);
    const { outer, h } = await outerOf(contest, papers.envelope, e, c, envelope);
    const last = lastOf(kept);
    const casts = [...(last ? [last] : []), { c, choices: [...choices], h, outer, receipt: null }];
    const stored = { ...kept, casts };
    await this.store.keep(this.name, stored);
    return stored;
  }

  private async send(contest: Definition, stored: Kept): Promise<void> {
    let kept = stored;
    for (let corrections = 0; ; corrections++) {
      const pending = pendingOf(kept)!;
      try {
        const receipt = await this.box.post("envelopes", pending.outer);
        const e = kept.papers!.envelope.key;
        if (!(await isReceipt(contest, receipt, e, pending.c, pending.h))) throw new Fault("receipt");
        await this.store.keep(this.name, { ...kept, casts: [{ ...pending, receipt }] });
        return;
      } catch (fault) {
        if (!(fault instanceof Fault)) throw fault;
        const higher = Number(fault.detail);
        const mayCorrect = fault.code === "counter" && corrections < CORRECTIONS;
        // Another device of this voter has cast since: this ballot is the newer one.
        if (mayCorrect && Number.isInteger(higher) && higher >= pending.c && higher < HIGHEST) {
          kept = await this.seal(contest, kept, pending.choices, higher + 1);
          continue;
        }
        // After the close it stays: it may have arrived, and the list will say so.
        throw fault;
      }
    }
  }

  /** Section 8: where a receipt's envelope is missing from the first list, the box must add it. */
  complain(): Promise<Complained> {
    return this.locked(async () => {
      const contest = this.looked;
      const kept = await this.kept();
      if (!kept?.papers || !kept.casts.length) return "nothing";
      const [last, pending] = [lastOf(kept), pendingOf(kept)];
      const list = await readList(contest, await this.box.file("list.json"));
      if (pending && list.has(pending.h)) return "arrived";
      if (!last?.receipt) return "not-cast";
      if (list.has(last.h)) return pending ? "not-changed" : "listed";
      try {
        const receipt = await this.box.post("complaints", join(last.outer, last.receipt));
        if (!(await isReceipt(contest, receipt, kept.papers.envelope.key, last.c, last.h))) {
          throw new Fault("receipt");
        }
        return "added";
      } catch (fault) {
        // Only a later ballot of the same voter answers a good receipt.
        if (fault instanceof Fault && fault.code === "counter" && Number(fault.detail) > last.c) {
          return "replaced";
        }
        throw fault;
      }
    });
  }

  /** Secret and papers, to be saved. */
  copy(): Promise<Bytes> {
    return this.locked(async () => {
      const kept = await this.kept();
      if (!kept?.papers) throw new Fault("paper");
      await this.store.keep(this.name, { ...kept, isCopied: true });
      return writeCopy(this.place.contest, { ...kept, papers: kept.papers });
    });
  }

  /** Takes over what another device of this voter has saved. */
  useCopy(bytes: Bytes): Promise<void> {
    return this.locked(async () => {
      const contest = this.looked;
      const copy: Copy = await readCopy(contest, bytes);
      const kept = await this.kept();
      if (kept?.papers && !equal(kept.secret, copy.secret)) throw new Fault("copy", "other");
      for (const kind of ["envelope", "ballot"] as const) {
        if (!(await isPaper(contest, kind, copy.papers[kind]))) throw new Fault("copy", kind);
      }
      const { fingerprint } = contest;
      const casts = kept?.papers ? kept.casts : [];
      await this.store.keep(this.name, { ...copy, fingerprint, asked: null, casts, isCopied: true });
    });
  }

  forget(): Promise<void> {
    return this.locked(() => this.store.forget(this.name));
  }

  /** What the board is compared with, and what a complaint is made of. */
  async evidence(): Promise<Evidence | null> {
    const kept = await this.kept();
    const last = kept && (lastOf(kept) ?? pendingOf(kept));
    return kept?.papers && last ? { kept, last, contest: this.looked } : null;
  }

  /** A file of the box, as it is. */
  file(path: "ballots.csv" | "board.json"): Promise<Bytes> {
    return this.box.file(path);
  }

  /** Hands in a complaint after the close, as nobody. */
  bring(complaint: Bytes): Promise<boolean> {
    return this.box.bring(complaint);
  }

  get fingerprint(): string {
    return b64(this.looked.fingerprint);
  }
}
