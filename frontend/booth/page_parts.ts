// What a page with this browser's ballot has: its place, files to save and to read.
import type { Bytes } from "./bytes";
import type { Place } from "./voter";

/** The addresses that the server wrote there. */
export function placeOf(root: HTMLElement): Place {
  const { box, paper, token, contest, reader } = root.dataset;
  return {
    box: new URL(box!, location.href).href,
    paper: paper ? new URL(paper, location.href).href : "",
    token: token ?? "",
    contest: contest!,
    reader: reader!,
  };
}

/** Offers a file to be saved. */
export function offer(content: Bytes, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  link.download = name;
  link.click();
  // Not at once: some browsers read it a moment later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The file that was chosen; no file of ours is larger than this. */
export async function readFile(input: HTMLInputElement): Promise<Bytes> {
  return new Uint8Array(await input.files![0]!.slice(0, 10_000).arrayBuffer());
}
