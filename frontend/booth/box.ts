// The addresses of section 7 and 8, asked without cookie and referrer; and the one of section 4.
import { b64, type Bytes, fromB64 } from "./bytes";
import { Fault } from "./fault";
import { type Answer, granted, insist, type Net, refusal } from "./net";

/** Nothing that says who asks. */
const UNKNOWN: RequestInit = {
  credentials: "omit",
  referrerPolicy: "no-referrer",
  cache: "no-store",
  redirect: "manual",
};

/** `waiting`: defined, and not every holder has signed. */
export type BoxState = (typeof STATES)[number];
const STATES = ["waiting", "open", "complaints", "opening", "counted", "void"] as const;

export class Box {
  constructor(
    private readonly net: Net,
    /** `…/box/<id>/` */
    private readonly base: string,
  ) {}

  private ask(path: string): Promise<Answer> {
    return insist(this.net, this.base + path, UNKNOWN);
  }

  async file(path: "definition.json" | "ready.json" | "list.json" | "ballots.csv" | "board.json"): Promise<Bytes> {
    const answer = await this.ask(path);
    if (answer.status !== 200) throw refusal(answer);
    return answer.bytes;
  }

  async state(): Promise<BoxState> {
    const { state } = granted(await this.ask("state.json"), "now", "state");
    if (!STATES.includes(state as BoxState)) throw new Fault("answer", "state");
    return state as BoxState;
  }

  /** Whether this complaint was taken. */
  async bring(body: Bytes): Promise<boolean> {
    const headers = { "Content-Type": "application/json" };
    const init: RequestInit = { ...UNKNOWN, method: "POST", body, headers };
    return (await insist(this.net, `${this.base}evidence`, init)).status === 200;
  }

  /** Puts these bytes there until they are taken or refused; the receipt, not verified yet. */
  async post(path: "envelopes" | "complaints", body: Bytes): Promise<Bytes> {
    const headers = { "Content-Type": "application/octet-stream" };
    const init: RequestInit = { ...UNKNOWN, method: "POST", body, headers };
    const { receipt } = granted(await insist(this.net, this.base + path, init), "receipt");
    const bytes = fromB64(receipt, 64);
    if (!bytes) throw new Fault("receipt");
    return bytes;
  }
}

export interface Blinded {
  readonly ballot: Bytes;
  readonly envelope: Bytes;
}

/** Asks for the papers, signed in. The same values get the same answer. */
export async function takePaper(
  net: Net,
  url: string,
  token: string,
  fingerprint: Bytes,
  blinded: Blinded,
): Promise<Blinded> {
  const answer = await insist(net, url, {
    method: "POST",
    credentials: "same-origin",
    redirect: "manual",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({
      ballot: b64(blinded.ballot),
      envelope: b64(blinded.envelope),
      fingerprint: b64(fingerprint),
    }),
  });
  // A page of ours leads to the sign-in.
  if (answer.status === 0) throw new Fault("signed-out");
  const found = granted(answer, "ballot", "envelope");
  const [ballot, envelope] = [fromB64(found.ballot, 384), fromB64(found.envelope, 384)];
  if (!ballot || !envelope) throw new Fault("answer", "format");
  return { ballot, envelope };
}
