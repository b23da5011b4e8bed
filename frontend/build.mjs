// Bundles the TypeScript into built/web, the same bytes every time, with their SHA-256 in hashes.json.
// Called by deploy/frontend.sh; `node build.mjs FOLDER` writes elsewhere, for whoever compares, and
// `node build.mjs --write-down` writes the hashes into docs/ballot-booth.md, too.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const writesDown = process.argv[2] === "--write-down";
const folder = writesDown ? join(here, "built", "web") : (process.argv[2] ?? join(here, "built", "web"));

// What pages load, by its name there.
const entries = [
  ["booth", "booth/page.ts"],
  ["booth-worker", "booth/worker.ts"],
  ["teller", "teller/page.ts"],
  ["board", "board/page.ts"],
  ["board-worker", "board/worker.ts"],
];

mkdirSync(folder, { recursive: true });
const hashes = {};
for (const [name, source] of entries) {
  const made = await build({
    absWorkingDir: here,
    entryPoints: [source],
    bundle: true,
    minify: true,
    format: "iife",
    charset: "utf8",
    legalComments: "none",
    target: ["chrome109", "firefox115", "safari16.4"],
    write: false,
    logLevel: "warning",
  });
  const content = made.outputFiles[0].contents;
  hashes[`${name}.js`] = createHash("sha256").update(content).digest("hex");
  // Aside first: a page may be asking for it.
  writeFileSync(join(folder, `${name}.js.new`), content);
  renameSync(join(folder, `${name}.js.new`), join(folder, `${name}.js`));
}

// Bundles that others have built into the same folder keep their lines.
let known = {};
try {
  known = JSON.parse(readFileSync(join(folder, "hashes.json"), "utf8"));
} catch {}
const lines = Object.entries({ ...known, ...hashes }).sort(([one], [other]) => (one < other ? -1 : 1));
writeFileSync(join(folder, "hashes.json"), `${JSON.stringify(Object.fromEntries(lines), null, 2)}\n`);

if (writesDown) {
  const page = join(here, "..", "docs", "ballot-booth.md");
  const told = lines.map(([name, digest]) => `${digest}  ${name}\n`).join("");
  const text = readFileSync(page, "utf8");
  writeFileSync(page, text.replace(/(```sha256\n)[^`]*(```)/, `$1${told}$2`));
}
