// For tests from Python: a voter in Node that does what each line of the input says, and answers with
// a line. `node drive.mjs ORIGIN CONTEST`; a line is {"do": name, …}, an answer {"ok": …} or {"fault": …}.
import { createInterface } from "node:readline";
import { b64, fromB64 } from "./bytes";
import { checkCounted, complaintFile } from "./counted";
import { useNative } from "./ed25519";
import { useNativeSeal } from "./sealing";
import { Fault } from "./fault";
import { MemoryStore } from "./memory";
import type { Net } from "./net";
import { Voter } from "./voter";

const [origin, contest] = process.argv.slice(2) as [string, string];

const net: Net = {
  ask: (url, init) => fetch(url, init),
  pause: () => new Promise((done) => setTimeout(done, 20)),
  waiting: () => undefined,
};
let store = new MemoryStore();
let voter = made("a member");

function made(reader: string): Voter {
  const place = {
    box: `${origin}/box/${contest}/`,
    paper: `${origin}/elections/x/paper/`,
    token: "token",
    contest,
    reader,
  };
  return new Voter(place, store, net, (_name, what) => what());
}

const does: Record<string, (asked: Record<string, any>) => unknown> = {
  native: ({ wanted }) => (useNative(wanted), useNativeSeal(wanted)),
  // Another device: nothing is kept there.
  move: () => ((store = new MemoryStore()), (voter = made("a member"))),
  look: async ({ link }) => {
    const { words, isKnown, state } = await voter.look(link ? fromB64(link, 32) : null);
    return { words, isKnown, state };
  },
  take: () => voter.takePapers(),
  cast: ({ choices }) => voter.cast(choices),
  resume: () => voter.resume(),
  standing: () => voter.standing(),
  complain: () => voter.complain(),
  copy: async () => b64(await voter.copy()),
  useCopy: ({ bytes }) => voter.useCopy(fromB64(bytes)!),
  counted: async () => checkCounted((await voter.evidence())!, (path) => voter.file(path)),
  complaint: async () => b64(await complaintFile((await voter.evidence())!)),
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  let answer;
  try {
    answer = { ok: (await does[asked.do]!(asked)) ?? null };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    answer = { fault: fault.code, detail: fault.detail };
  }
  console.log(JSON.stringify(answer));
}
