// Lays the fonts for paper as TrueType into built.new/print: the layout program reads no woff2.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import wawoff2 from "wawoff2";

const modules = join(import.meta.dirname, "node_modules");
const folder = join(import.meta.dirname, "built.new", "print");
// Other packages' Latin, Greek, Cyrillic and signs: Noto Sans has them already.
const elsewhere = /-(latin|vietnamese|cyrillic|greek|math|symbols)(-ext)?-wght-/;

function sources() {
  const found = [];
  for (const name of readdirSync(join(modules, "@fontsource-variable"))) {
    const files = join(modules, "@fontsource-variable", name, "files");
    for (const file of readdirSync(files)) {
      const upright = file.endsWith("-wght-normal.woff2");
      if (upright && (name === "noto-sans" || !elsewhere.test(file))) found.push(join(files, file));
    }
  }
  const anton = join(modules, "@fontsource/anton/files");
  for (const file of readdirSync(anton)) {
    if (file.endsWith("-400-normal.woff2")) found.push(join(anton, file));
  }
  return found;
}

mkdirSync(folder, { recursive: true });
for (const source of sources()) {
  const name = source.replace(/^.*[/\\]/, "").replace(/-(wght|400)-normal\.woff2$/, ".ttf");
  writeFileSync(join(folder, name), await wawoff2.decompress(readFileSync(source)));
}
