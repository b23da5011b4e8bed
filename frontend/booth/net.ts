// Asking the server again until it answers: a network that is away is no answer.
import { fields, type Json } from "./canonical";
import type { Bytes } from "./bytes";
import { Fault, type FaultCode } from "./fault";

export interface Answer {
  readonly status: number;
  readonly bytes: Bytes;
}

/** What the world outside is to the booth; tests give it another one. */
export interface Net {
  ask(url: string, init: RequestInit): Promise<Response>;
  /** Resolves after so many seconds, or earlier where the network comes back. */
  pause(seconds: number): Promise<void>;
  /** Told that an answer is being waited for, and that it has come. */
  waiting(isWaiting: boolean): void;
}

const WAITS = [1, 2, 4, 8, 15]; // seconds between tries, the last one for ever
const PATIENCE = 20_000; // ms for one try
const LONGEST = 60; // seconds that a server may ask for

/** The final answer; tries again, with the same bytes, while there is none or the server says later. */
export async function insist(net: Net, url: string, init: RequestInit): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    let asked = WAITS[Math.min(tries, WAITS.length - 1)]!;
    try {
      const answer = await net.ask(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (![429, 502, 503, 504].includes(answer.status)) {
        net.waiting(false);
        return { status: answer.status, bytes };
      }
      const after = Number(answer.headers.get("Retry-After"));
      if (after > 0) asked = Math.min(after, LONGEST);
    } catch {
      // No network, or no answer in time.
    }
    net.waiting(true);
    // Not all at once: a hall of people waits for the same moment.
    await net.pause(asked * (0.75 + Math.random() / 2));
  }
}

const KNOWN: readonly string[] = [
  "other-paper", "signed-out", "refused", "closed", "not-open", "no-complaints", "counter", "other-key",
];

/** Nothing hangs on the form of these answers: what they hold is verified. */
function said(answer: Answer): Json | null {
  try {
    return JSON.parse(new TextDecoder().decode(answer.bytes)) as Json;
  } catch {
    return null;
  }
}

/** What a refusal says, as a fault of ours; its detail is the reason, or c as the box has it. */
export function refusal(answer: Answer): Fault {
  const object = said(answer);
  const found = typeof object === "object" && object !== null ? (object as Record<string, unknown>) : {};
  const name = String(found.fault ?? "");
  if (answer.status === 404) return new Fault("missing");
  if (name === "no-complaints") return new Fault("closed", name);
  if (!KNOWN.includes(name)) return new Fault("answer", `${answer.status} ${name}`.trim());
  return new Fault(name as FaultCode, String(found.reason ?? found.counter ?? ""));
}

/** The fields of a 200; anything else is thrown. */
export function granted<Key extends string>(answer: Answer, ...keys: Key[]): Record<Key, unknown> {
  if (answer.status !== 200) throw refusal(answer);
  const found = fields(said(answer), ...keys);
  if (!found) throw new Fault("answer", "format");
  return found;
}
