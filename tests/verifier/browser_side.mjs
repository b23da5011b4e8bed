// Lets Python ask the browser's check and count: a line of JSON in, a line of JSON out.
// {"board": path} gives {"result", …} or {"code", "where"}; {"contest": …} gives {"result"}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const frontend = join(import.meta.dirname, "..", "..", "frontend");
const { buildSync } = createRequire(join(frontend, "package.json"))("esbuild");
const built = buildSync({
  stdin: {
    contents: `
      export { check } from "./board/check";
      export { count, group, lotOf } from "./board/count";
      export { BoardFault } from "./board/fault";
      export { useNative } from "./booth/ed25519";`,
    resolveDir: frontend,
    loader: "ts",
  },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  write: false,
});
const source = Buffer.from(built.outputFiles[0].contents).toString("base64");
const side = await import(`data:text/javascript;base64,${source}`);

async function answer(question) {
  if (question.contest) {
    const { contest, papers, withdrawn, seed } = question;
    const grouped = new Map(papers.map(([number, choices]) => [choices.join(), { choices, number }]));
    const draw = side.lotOf(Uint8Array.from(Buffer.from(seed, "hex")));
    return { result: await side.count(contest, grouped, withdrawn, draw, 10_000) };
  }
  side.useNative(question.native !== false);
  const steps = [];
  try {
    const bytes = new Uint8Array(readFileSync(question.board));
    const annex = question.annex && new Uint8Array(readFileSync(question.annex));
    const found = await side.check(bytes, (done, all) => steps.push([done, all]), undefined, annex);
    const { definition, leaves, ...rest } = found;
    return { ...rest, steps, fingerprint: Buffer.from(definition.fingerprint).toString("hex") };
  } catch (fault) {
    if (!(fault instanceof side.BoardFault)) return { crash: String(fault.stack) };
    return { code: fault.code, where: fault.where };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
}
