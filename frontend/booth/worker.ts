// The worker: a voter with this browser's store, network and locks.
import type { Asked, Calls, Said, Shown } from "./calls";
import { checkCounted, complaintFile } from "./counted";
import { Fault } from "./fault";
import type { Net } from "./net";
import { browserStore } from "./store";
import { type Lock, Voter } from "./voter";

const say = (said: Said): void => postMessage(said);

const net: Net = {
  ask: (url, init) => fetch(url, init),
  pause: (seconds) =>
    new Promise((done) => {
      const go = (): void => {
        clearTimeout(timer);
        removeEventListener("online", go);
        done();
      };
      const timer = setTimeout(go, seconds * 1000);
      addEventListener("online", go);
    }),
  waiting: (isWaiting) => say({ isWaiting }),
};

const lock: Lock = (name, what) => navigator.locks.request(name, what) as ReturnType<typeof what>;

let voter: Voter;

type Answers = { [Name in keyof Calls]: (...given: Parameters<Calls[Name]>) => ReturnType<Calls[Name]> | Promise<ReturnType<Calls[Name]>> };

const answers: Answers = {
  place: (place) => void (voter = new Voter(place, browserStore, net, lock)),
  look: async (link) => {
    const { contest, ...seen } = await voter.look(link);
    const { kind, candidates, ron, seats, mostRanks, rollSize, needed, closesAt } = contest;
    const holders = contest.holders.map((holder) => holder.name);
    return {
      ...seen,
      contest: { kind, candidates, ron, seats, mostRanks, rollSize, needed, closesAt, holders },
    } satisfies Shown;
  },
  standing: () => voter.standing(),
  takePapers: () => voter.takePapers(),
  cast: (choices) => voter.cast(choices),
  resume: () => voter.resume(),
  complain: () => voter.complain(),
  counted: async () => {
    const evidence = await voter.evidence();
    return evidence && checkCounted(evidence, (path) => voter.file(path));
  },
  complaint: async () => {
    const evidence = await voter.evidence();
    return evidence && complaintFile(evidence);
  },
  bring: async () => {
    const evidence = await voter.evidence();
    return evidence !== null && voter.bring(await complaintFile(evidence));
  },
  copy: () => voter.copy(),
  useCopy: (bytes) => voter.useCopy(bytes),
  forget: () => voter.forget(),
};

onmessage = async ({ data: { id, name, given } }: MessageEvent<Asked>) => {
  try {
    const answer = answers[name] as (...given: readonly unknown[]) => unknown;
    say({ id, ok: await answer(...given) });
  } catch (fault) {
    // Anything unforeseen (a full disk, a private window without storage) has a sentence, too.
    const known = fault instanceof Fault ? fault : new Fault("answer", String(fault));
    say({ id, fault: known.code, detail: known.detail });
  }
};
