// Opens a board file: canonical JSON, and the bytes of its board (section 10).
import type { Bytes } from "../booth/bytes";
import { type Json, isArray, serialise } from "../booth/canonical";
import { BoardFault, insist } from "./fault";
import { fields } from "./form";

export interface File {
  readonly board: Json;
  readonly boardBytes: Bytes;
  readonly unused: Json;
  readonly result: Json;
  readonly signatures: Json;
}

// Ballots lie this deep; below, a value is small enough to be written in one go.
const DEPTH = 3;

/** Compares a text with the canonical writing of its value, without writing it out a second time. */
class Comparison {
  at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  expect(piece: string): void {
    insist(this.text.startsWith(piece, this.at), "form", "canonical");
    this.at += piece.length;
  }

  value(value: Json, depth = 0): void {
    if (depth === DEPTH || typeof value !== "object" || value === null) {
      this.expect(serialise(value));
      return;
    }
    const isList = isArray(value);
    const keys = isList ? [...value.keys()] : Object.keys(value).sort();
    this.expect(isList ? "[" : "{");
    keys.forEach((key, number) => {
      if (number) this.expect(",");
      if (!isList) this.expect(`${serialise(String(key))}:`);
      this.value((value as Record<string | number, Json>)[key]!, depth + 1);
    });
    this.expect(isList ? "]" : "}");
  }
}

/** Reads a file; faults where it is not canonical or does not have exactly its four fields. */
export function open(source: Bytes): File {
  try {
    const written = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(source);
    const parsed = JSON.parse(written) as Json;
    const file = fields(parsed, "file", "board", "papers_unused", "result", "signatures");
    const comparison = new Comparison(written);
    comparison.expect('{"board":');
    const start = comparison.at;
    comparison.value(file.board, 1);
    const end = written.length - comparison.at;
    for (const name of ["papers_unused", "result", "signatures"] as const) {
      comparison.expect(`,"${name}":`);
      comparison.value(file[name], 1);
    }
    comparison.expect("}");
    insist(comparison.at === written.length, "form", "canonical");
    // Letters beyond ASCII take more bytes than one: what stands behind is counted as bytes.
    const behind = new TextEncoder().encode(written.slice(written.length - end)).length;
    return {
      board: file.board,
      boardBytes: source.subarray(start, source.length - behind),
      unused: file.papers_unused,
      result: file.result,
      signatures: file.signatures,
    };
  } catch (fault) {
    if (fault instanceof BoardFault) throw fault;
    // No UTF-8, no JSON, nested too deep, or values that the protocol does not know.
    throw new BoardFault("form", "canonical");
  }
}
