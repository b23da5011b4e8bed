// Finds a ballot or a leaf in a checked board, without asking anybody.
import { fromB64 } from "../booth/bytes";
import type { Finding } from "./calls";
import type { Checked } from "./check";

/** By a ballot's tracker or key, or by a leaf of the roll; nothing where the board has none such. */
export function find(board: Checked, what: string): Finding[] {
  const word = what.replace(/\s/g, ""); // a mark is shown in two halves
  const tracker = word.toUpperCase();
  const names = board.definition.candidates;
  const findings: Finding[] = board.ballots
    .filter((ballot) => ballot.key === word || ballot.tracker === tracker)
    .map(({ tracker, key, choices }) => ({
      kind: "ballot",
      tracker,
      key,
      choices: choices.map((choice) => names[choice - 1]!),
    }));
  const issued = fromB64(word, 32) ? board.leaves.get(word) : undefined;
  if (issued !== undefined) findings.push({ kind: "leaf", issued });
  return findings;
}
