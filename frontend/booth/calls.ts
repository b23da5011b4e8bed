// What the page asks of its worker and hears from it. All cryptography is there: the page stays quick.
import type { Verdict } from "./counted";
import { Fault, type FaultCode } from "./fault";
import type { Bytes } from "./bytes";
import type { Complained, Place, Seen, Standing } from "./voter";

/** The page needs no keys. */
export type Shown = Omit<Seen, "contest"> & {
  readonly contest: Pick<
    Seen["contest"],
    "kind" | "candidates" | "ron" | "seats" | "mostRanks" | "rollSize" | "needed" | "closesAt"
  > & { readonly holders: readonly string[] };
};

export interface Calls {
  place(place: Place): void;
  look(link: Bytes | null): Shown;
  standing(): Standing;
  takePapers(): void;
  cast(choices: readonly number[]): void;
  resume(): void;
  complain(): Complained;
  counted(): Verdict | null;
  complaint(): Bytes | null;
  /** Whether the complaint was taken, by the box and from nobody. */
  bring(): boolean;
  copy(): Bytes;
  useCopy(bytes: Bytes): void;
  forget(): void;
}

export interface Asked {
  readonly id: number;
  readonly name: keyof Calls;
  readonly given: readonly unknown[];
}

export type Said =
  | { readonly id: number; readonly ok: unknown }
  | { readonly id: number; readonly fault: FaultCode; readonly detail: string }
  | { readonly isWaiting: boolean };

type Promised = { [Name in keyof Calls]: (...given: Parameters<Calls[Name]>) => Promise<ReturnType<Calls[Name]>> };

/** The worker as an object: each call is answered once; `waiting` hears of a network that is away. */
export function worker(url: string, waiting: (isWaiting: boolean) => void): Promised {
  const started = new Worker(url);
  const open = new Map<number, { done: (value: unknown) => void; failed: (fault: Fault) => void }>();
  let last = 0;
  started.onmessage = ({ data }: MessageEvent<Said>) => {
    if ("isWaiting" in data) return waiting(data.isWaiting);
    const call = open.get(data.id);
    open.delete(data.id);
    if ("ok" in data) call?.done(data.ok);
    else call?.failed(new Fault(data.fault, data.detail));
  };
  started.onerror = () => {
    for (const call of open.values()) call.failed(new Fault("answer", "worker"));
    open.clear();
  };
  return new Proxy({} as Promised, {
    get: (_, name: keyof Calls) => (...given: unknown[]) =>
      new Promise((done, failed) => {
        open.set(++last, { done, failed });
        started.postMessage({ id: last, name, given } satisfies Asked);
      }),
  });
}
