// Measures a vote among six candidates. `node bench.mjs` prints the best milliseconds of each step, of
// runs in a process of their own, so that nothing is warm; of the whole and of its yardstick, too, as
// another program may have the machine during one of both. `node bench.mjs --bundle FILE` writes what a
// browser runs.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const RUNS = 5;

function given() {
  const read = (name) => JSON.parse(readFileSync(join(here, "..", "docs", "vectors", `${name}.json`), "utf8"));
  const { definition, holders } = read("definition");
  const { issuer, receipt_key: receipt } = read("voters").tellers;
  const seeds = holders.map((one) => Buffer.from(one.sign_seed, "hex").toString("base64url"));
  return { definition, holders: seeds, receipt, primes: issuer };
}

function bundle(file, rest) {
  return build({
    absWorkingDir: here,
    stdin: { contents: rest, resolveDir: here, loader: "ts" },
    outfile: file,
    bundle: true,
    logLevel: "warning",
    target: "es2022",
  });
}

if (process.argv[2] === "--bundle") {
  const rest = `import { measure } from "./booth/bench"; globalThis.measured = () => measure(${JSON.stringify(given())});`;
  await bundle(process.argv[3], rest);
} else {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const file = join(folder, "bench.cjs");
    const rest = `import { measure } from "./booth/bench"; measure(${JSON.stringify(given())}).then((took) => console.log(JSON.stringify(took)));`;
    await bundle(file, rest);
    const runs = Array.from({ length: RUNS }, () => {
      const run = spawnSync(process.execPath, [file], { encoding: "utf8" });
      if (run.status) throw new Error(run.stderr);
      return JSON.parse(run.stdout);
    });
    const names = Object.keys(runs[0]);
    const best = Object.fromEntries(names.map((name) => [name, Math.min(...runs.map((run) => run[name]))]));
    for (const [name, took] of Object.entries(best)) console.log(`${name.padEnd(12)}${took.toFixed(1).padStart(8)} ms`);
    if (process.argv[2] === "--json") writeFileSync(process.argv[3], JSON.stringify(best));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
