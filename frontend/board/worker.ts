// The worker of the board page: fetches the file without saying who asks, checks it, finds in it.
import { b64, type Bytes, fromB64 } from "../booth/bytes";
import { twelveWords } from "../booth/words";
import type { Asked, Said, Summary } from "./calls";
import { check, type Checked } from "./check";
import { BoardFault } from "./fault";
import { find } from "./find";

let board: Checked | null = null;
const say = (said: Said): void => postMessage(said);

class NoFile extends Error {}

async function fetched(file: string | Blob): Promise<Bytes> {
  try {
    if (typeof file !== "string") return new Uint8Array(await file.arrayBuffer());
    const answer = await fetch(file, { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" });
    if (!answer.ok) throw new NoFile();
    return new Uint8Array(await answer.arrayBuffer());
  } catch {
    throw new NoFile();
  }
}

function summaryOf({ definition, ...found }: Checked): Summary {
  return {
    fingerprint: b64(definition.fingerprint),
    words: twelveWords(definition.fingerprint).join(" "),
    ballots: found.ballots.length,
    invalid: found.invalid.length,
    envelopes: found.envelopes,
    issued: found.issued,
    unused: found.unused,
    roll: definition.rollSize,
    stages: "stages" in found.result ? found.result.stages.length : 0,
    marked: found.paper?.marked ?? 0,
    papers: found.paper?.papers ?? 0,
    sealed: found.paper?.sealed ? found.paper.papers : 0,
    elected: found.result.elected.map((number) => definition.candidates[number - 1]!),
    missing: found.missingLots.map((number) => definition.holders[number - 1]!.name),
  };
}

async function examine(file: string | Blob, fingerprint: string): Promise<void> {
  board = null;
  try {
    const source = await fetched(file);
    say({ say: "fetched", bytes: source.length });
    const progress = (done: number, all: number): void => say({ say: "checking", done, all });
    board = await check(source, progress, fromB64(fingerprint, 32) ?? undefined, undefined, (stages) =>
      say({ say: "recounted", stages }),
    );
    say({ say: "holds", summary: summaryOf(board) });
  } catch (fault) {
    if (fault instanceof BoardFault) say({ say: "fault", code: fault.code, where: fault.where });
    else say({ say: "trouble", of: fault instanceof NoFile ? "network" : "browser" });
  }
}

onmessage = ({ data }: MessageEvent<Asked>) => {
  if (data.ask === "check") void examine(data.file, data.fingerprint);
  else if (board) say({ say: "found", findings: find(board, data.what) });
};
