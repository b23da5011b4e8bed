// Runs the tests of the TypeScript: bundles each for this Node, which may know no types, and runs them.
// `node test.mjs [WORD]` runs those whose path holds WORD.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const word = process.argv[2] ?? "";
const tests = readdirSync(here, { recursive: true })
  .filter((name) => name.endsWith(".test.ts") && !name.startsWith("node_modules"))
  .filter((name) => name.includes(word));

const folder = mkdtempSync(join(tmpdir(), "tests-"));
try {
  await build({
    absWorkingDir: here,
    entryPoints: tests.map((name) => join(here, name)),
    outdir: folder,
    outbase: here,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
    sourcemap: "inline",
    define: { VECTORS: JSON.stringify(join(here, "..", "docs", "vectors")) },
  });
  const built = tests.map((name) => join(folder, relative(here, join(here, name)).replace(/\.ts$/, ".mjs")));
  const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...built], { stdio: "inherit" });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
