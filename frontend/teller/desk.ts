// What a holder does with the box, from the printed paper to the board (sections 3, 9 and 10).
import { b64, type Bytes, equal, join } from "../booth/bytes";
import { canonicalBytes, fields, type Json, parse } from "../booth/canonical";
import { type ClosingList, readList } from "../booth/closing";
import { type Definition, readDefinition } from "../booth/definition";
import { envelopeHash } from "../booth/envelope";
import { Fault } from "../booth/fault";
import { type Answer, insist, type Net, refusal } from "../booth/net";
import { boardOf, signBoard } from "./board";
import { bundleOf, openBundle } from "./bundles";
import { authorization, type HolderKeys, numberIn, signReady } from "./keys";
import { envelopeLength, openAll, type Opened, ownShares, type Progress, type Shares } from "./opening";
import type { Memory } from "./memory";

/** How far the holders are, by number; pairs are from and to. */
export interface Far {
  readonly lots: readonly number[];
  readonly bundles: readonly (readonly [number, number])[];
  readonly signed: readonly number[];
}

/** What the desk tells the page, and asks it. */
export interface Watcher {
  readonly progress: Progress;
  /** Waiting for these holders; `mayGoOn` where those who are here are enough. */
  waits(names: readonly string[], mayGoOn: boolean, closed: number): void;
  step(name: "list" | "shares" | "others" | "ballots" | "signed"): void;
  accused(name: string): void;
  /** Whether the teller has said to go on without the rest, since the last time. */
  goesOn(): boolean;
}

const PAUSE = 3; // seconds between two looks

export class Desk {
  contest!: Definition;
  number = 0;
  private id = "";

  constructor(
    readonly box: string,
    readonly keys: HolderKeys,
    private readonly net: Net,
    private readonly memory: Memory,
    /** By how many seconds the demonstration's clock is ahead of this device's. */
    private readonly ahead = 0,
  ) {}

  /** Finds the paper that names these keys; false while none does. */
  async find(): Promise<boolean> {
    const answer = await this.ask(`keys/${b64(this.keys.signer.key)}.json`);
    if (answer.status !== 200) throw refusal(answer);
    this.id = String(this.said(answer, "contest").contest);
    if (!this.id) return false;
    this.contest = await readDefinition((await this.got("definition.json")).bytes);
    this.number = numberIn(this.contest, this.keys);
    if (!this.number || this.contest.id !== this.id) throw new Fault("not-named");
    return true;
  }

  async state(): Promise<string> {
    return String(this.said(await this.got("state.json"), "now", "state").state);
  }

  /** Signs that one's keys stand on the paper; again does no harm. */
  async signReady(): Promise<void> {
    await this.post("ready", await signReady(this.contest, this.keys));
  }

  /** Opens the ballots with the others, and signs the board. */
  async open(watcher: Watcher): Promise<void> {
    if (Date.now() / 1000 + this.ahead < this.contest.complaintsUntil) throw new Fault("not-open");
    watcher.step("list");
    const listed = (await this.got("list.json")).bytes;
    const list = await readList(this.contest, listed);
    if (!list.isFinal) throw new Fault("not-open");
    await this.pin(list);
    await this.showLot(watcher);
    watcher.step("shares");
    const envelopes = await this.envelopes(list);
    const own = await ownShares(this.contest, this.keys, this.number, envelopes, watcher.progress);
    await this.handOver(list, own);
    watcher.step("others");
    const opened = await this.openWith(list, envelopes, own, watcher);
    await this.sign(listed, opened);
    watcher.step("signed");
  }

  /** One final list for each vote, ever: a second one is a fraud that both signatures prove. */
  private async pin(list: ClosingList): Promise<void> {
    const known = await this.memory.list(this.contest.fingerprint);
    if (known && !equal(known, list.digest)) throw new Fault("second-list", `${b64(known)} ${b64(list.digest)}`);
    await this.memory.setList(this.contest.fingerprint, list.digest);
  }

  private async showLot(watcher: Watcher): Promise<void> {
    const far = await this.far();
    if (far.bundles.length) return; // the lot is drawn; ours counts as zeros
    if (!far.lots.includes(this.number)) await this.post("lot", this.keys.r);
    for (;;) {
      const { lots, bundles } = await this.far();
      if (bundles.length || lots.length === this.contest.holders.length) return;
      const isEnough = lots.length >= this.contest.needed;
      if (isEnough && watcher.goesOn()) return;
      watcher.waits(this.others(lots), isEnough, 0);
      await this.net.pause(PAUSE);
    }
  }

  private async envelopes(list: ClosingList): Promise<Bytes[]> {
    const { bytes } = await this.signed("GET", "envelopes");
    const length = envelopeLength(this.contest);
    const found: Bytes[] = [];
    for (let at = 0; at < bytes.length; at += length) found.push(bytes.slice(at, at + length));
    if (found.length !== list.hashes.length) throw new Fault("envelopes");
    for (const [at, envelope] of found.entries()) {
      if (!equal(await envelopeHash(this.contest.fingerprint, envelope), list.hashes[at]!)) {
        throw new Fault("envelopes");
      }
    }
    return found;
  }

  private async handOver(list: ClosingList, own: Shares): Promise<void> {
    for (const to of this.numbers()) {
      if (to === this.number) continue;
      const bundle = await bundleOf(this.contest, this.keys, this.number, to, list.digest, own);
      await this.post(`bundles/${to}`, bundle);
    }
  }

  private async openWith(
    list: ClosingList, envelopes: readonly Bytes[], own: Shares, watcher: Watcher,
  ): Promise<Opened> {
    const shares = new Map([[this.number, own]]);
    const refused = new Set<number>();
    for (let looked = 0; ; ) {
      const { bundles } = await this.far();
      for (const [from, to] of bundles) {
        if (to !== this.number || shares.has(from) || refused.has(from)) continue;
        const { bytes } = await this.signed("GET", `bundles/${from}`);
        const given = await openBundle(
          this.contest, this.keys, from, to, list.digest, bytes, envelopes.length,
        );
        if (given) shares.set(from, given);
        else await this.accuse(from, "bundle", refused, watcher);
      }
      let closed = 0;
      if (shares.size >= this.contest.needed && shares.size > looked) {
        watcher.step("ballots");
        const opened = await openAll(this.contest, envelopes, shares, watcher.progress);
        looked = shares.size;
        for (const liar of opened.false) {
          shares.delete(liar);
          looked = 0;
          await this.accuse(liar, "share", refused, watcher);
        }
        if (opened.false.size) continue;
        closed = opened.invalid.filter(({ code }) => code === "unopenable").length;
        const areAll = shares.size + refused.size === this.contest.holders.length;
        if (!closed || areAll || (await this.isTold(watcher, shares, closed))) return opened;
        continue;
      }
      watcher.waits(this.others([...shares.keys(), ...refused]), false, closed);
      await this.net.pause(PAUSE);
    }
  }

  /** Some ballots stay closed to those who are here: wait for the rest, or be told to go on. */
  private async isTold(
    watcher: Watcher, shares: ReadonlyMap<number, Shares>, closed: number,
  ): Promise<boolean> {
    for (;;) {
      if (watcher.goesOn()) return true;
      const { bundles } = await this.far();
      if (bundles.some(([from, to]) => to === this.number && !shares.has(from))) return false;
      watcher.waits(this.others([...shares.keys()]), true, closed);
      await this.net.pause(PAUSE);
    }
  }

  private async accuse(
    holder: number, fault: "share" | "bundle", refused: Set<number>, watcher: Watcher,
  ): Promise<void> {
    refused.add(holder);
    watcher.accused(this.contest.holders[holder - 1]!.name);
    await this.post("faults", canonicalBytes({ fault, holder }));
  }

  private async sign(listed: Bytes, opened: Opened): Promise<void> {
    const list = this.read(listed, "envelopes", "kind", "signature", "withdrawn");
    const { lots } = this.read((await this.signed("GET", "lots.json")).bytes, "lots");
    const { leaves } = this.read((await this.signed("GET", "leaves.json")).bytes, "leaves");
    const { paper } = this.read((await this.signed("GET", "paper.json")).bytes, "annex", "paper");
    const { ready } = this.said(await this.got("ready.json"), "definition", "ready");
    const board = await boardOf(opened, {
      definition: parse((await this.got("definition.json")).bytes)!,
      closingList: list.envelopes as readonly Json[],
      listSignature: list.signature,
      withdrawn: list.withdrawn as readonly Json[],
      leaves: leaves as readonly Json[],
      lots: lots as readonly Json[],
      ready: ready as readonly Json[],
      paper,
    });
    await this.post("board", join(board, await signBoard(this.contest, this.keys, board)));
  }

  async far(): Promise<Far> {
    const found = this.said(await this.got("opening.json"), "bundles", "faults", "lots", "signed");
    return found as unknown as Far;
  }

  private numbers(): number[] {
    return this.contest.holders.map((_, at) => at + 1);
  }

  private others(here: readonly number[]): string[] {
    return this.contest.holders.filter((_, at) => !here.includes(at + 1)).map(({ name }) => name);
  }

  private ask(path: string, init: RequestInit = {}): Promise<Answer> {
    return insist(this.net, `${this.box}${path}`, { ...init, credentials: "omit", cache: "no-store" });
  }

  private async got(path: string): Promise<Answer> {
    const answer = await this.ask(`${this.id}/${path}`);
    if (answer.status !== 200) throw refusal(answer);
    return answer;
  }

  private async signed(method: "GET" | "POST", door: string, body?: Bytes): Promise<Answer> {
    const path = `${this.id}/holders/${this.number}/${door}`;
    const line = `${method} ${new URL(`${this.box}${path}`).pathname}`;
    const content = body ?? new Uint8Array();
    const { fingerprint } = this.contest;
    const header = await authorization(fingerprint, this.number, this.keys, line, content);
    const answer = await this.ask(path, {
      method,
      headers: { Authorization: header, ...(body && { "Content-Type": "application/octet-stream" }) },
      ...(body && { body }),
    });
    if (answer.status !== 200) throw refusal(answer);
    return answer;
  }

  private async post(door: string, body: Bytes): Promise<void> {
    await this.signed("POST", door, body);
  }

  private said<Key extends string>(answer: Answer, ...keys: Key[]): Record<Key, Json> {
    return this.read(answer.bytes, ...keys);
  }

  private read<Key extends string>(bytes: Bytes, ...keys: Key[]): Record<Key, Json> {
    const found = fields(parse(bytes), ...keys);
    if (!found) throw new Fault("answer", "format");
    return found;
  }
}
