// The vectors of docs/vectors, which the server's Python has written: a teller's browser opens them alike.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { test } from "node:test";
import { ascii, b64, type Bytes, compare, equal, fromB64 } from "../booth/bytes";
import { canonicalBytes, type Json } from "../booth/canonical";
import { type Definition, readDefinition } from "../booth/definition";
import { hash } from "../booth/digest";
import { verify } from "../booth/ed25519";
import { envelopeHash, sharesOf } from "../booth/envelope";
import { boardOf, signBoard } from "./board";
import { bundleOf, openBundle, plainOf } from "./bundles";
import { readCopy, writeCopy } from "./copy";
import { authorization, described, draw, type HolderKeys, keysOf, numberIn, provesCopy, signReady } from "./keys";
import { envelopeLength, openAll, ownShares, type Shares } from "./opening";
import { combine } from "./shamir";

declare const VECTORS: string;

const read = (name: string): any => JSON.parse(readFileSync(path(VECTORS, `${name}.json`), "utf8"));
const hex = (text: string): Bytes => new Uint8Array(Buffer.from(text, "hex"));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const hashed = async (bytes: Bytes): Promise<string> => toHex(await hash(bytes));
const quiet = async (): Promise<void> => {};

interface Scene {
  contest: Definition;
  board: any;
  keys: HolderKeys[];
  envelopes: Bytes[];
}

async function scene(name: string): Promise<Scene> {
  const { board } = read(`board-${name}`);
  const people = read("voters")[name];
  const contest = await readDefinition(canonicalBytes(board.definition));
  const keys = await Promise.all(people.holders.map((secret: string) => keysOf(fromB64(secret, 32)!)));
  const length = envelopeLength(contest);
  const cast = people.voters.map((one: { outer: string }) => fromB64(one.outer)!.slice(-length));
  const found: { h: Bytes; envelope: Bytes }[] = [];
  for (const envelope of cast) found.push({ envelope, h: await envelopeHash(contest.fingerprint, envelope) });
  found.sort((one, other) => compare(one.h, other.h));
  assert.deepEqual(found.map(({ h }) => b64(h)), board.closing_list);
  return { contest, board, keys, envelopes: found.map(({ envelope }) => envelope) };
}

const all = ({ contest, keys, envelopes }: Scene): Promise<Shares[]> =>
  Promise.all(keys.map((one, at) => ownShares(contest, one, at + 1, envelopes, quiet)));

const beside = (board: any) => ({
  definition: board.definition as Json,
  closingList: board.closing_list,
  listSignature: board.list_signature,
  withdrawn: board.withdrawn,
  leaves: board.leaves,
  lots: board.lots,
  ready: board.ready,
  paper: board.paper ?? "",
});

test("a holder's keys, word and requests are the same bytes", async () => {
  const { holders, canonical } = read("definition");
  const contest = await readDefinition(ascii(canonical));
  for (const [at, one] of holders.entries()) {
    const keys = await keysOf(hex(one.secret));
    assert.equal(toHex(keys.point), one.seal);
    assert.equal(toHex(keys.signer.key), one.sign);
    assert.equal(toHex(keys.r), one.r);
    assert.equal(toHex(await signReady(contest, keys)), one.ready);
    assert.equal(numberIn(contest, keys), at + 1);
    const handed = (await described(keys)) as { lots: string[]; seal: string; sign: string };
    assert.equal(handed.lots.length, 9);
    assert.equal(handed.lots[at], b64(hex(one.lot)));
    assert.equal(handed.seal, b64(hex(one.seal)));
  }
  const { body, header, holder, line } = read("opening").request;
  const keys = await keysOf(hex(holders[holder - 1].secret));
  assert.equal(await authorization(contest.fingerprint, holder, keys, line, hex(body)), header);
  assert.equal(numberIn(contest, await draw()), 0);
});

test("K comes from any k shares", async () => {
  for (const { holders, key, needed, shares } of read("envelope").shamir) {
    const given = shares.map((one: string, at: number) => [at + 1, hex(one)] as const);
    assert.equal(toHex(combine(new Map(given.slice(0, needed)))), key, `${needed} of ${holders}`);
    assert.equal(toHex(combine(new Map(given.slice(-needed)))), key, `${needed} of ${holders}`);
  }
  assert.equal((await sharesOf(new Uint8Array(32), 3, 2)).length, 3);
});

test("every two of three tellers make the same board, to the byte", async () => {
  const shown = await scene("tellers");
  const shares = await all(shown);
  const expected = await hashed(canonicalBytes(shown.board));
  for (const pair of [[1, 2], [1, 3], [2, 3], [1, 2, 3]]) {
    const given = new Map(pair.map((number) => [number, shares[number - 1]!]));
    const opened = await openAll(shown.contest, shown.envelopes, given, quiet);
    assert.equal(opened.false.size, 0);
    const board = await boardOf(opened, beside(shown.board));
    assert.equal(await hashed(board), expected, String(pair));
    const signature = await signBoard(shown.contest, shown.keys[0]!, board);
    const { signatures } = read("board-tellers");
    const own = signatures.find((one: { holder: number }) => one.holder === 1);
    if (own) assert.equal(b64(signature), own.signature);
  }
});

test("a board with ballots on paper is the same, shown or sealed", async () => {
  for (const name of ["paper", "sealed"]) {
    const shown = await scene(name);
    const given = new Map((await all(shown)).map((one, at) => [at + 1, one]));
    const board = await boardOf(await openAll(shown.contest, shown.envelopes, given, quiet), beside(shown.board));
    assert.equal(await hashed(board), await hashed(canonicalBytes(shown.board)), name);
  }
});

test("every invalid envelope has the code that the server gives it", async () => {
  const shown = await scene("every-invalid");
  const shares = await all(shown);
  // Of shares that do not belong together another pair makes another K: these two opened it there.
  const given = new Map([[1, shares[0]!], [3, shares[2]!]]);
  const opened = await openAll(shown.contest, shown.envelopes, given, quiet);
  const said = await boardOf(opened, beside(shown.board));
  const codes = (board: any): string[] => board.invalid.map((one: { code: string }) => one.code);
  assert.deepEqual(codes(JSON.parse(Buffer.from(said).toString())), codes(shown.board));
  assert.equal(await hashed(said), await hashed(canonicalBytes(shown.board)));
});

test("a false share names its holder, and the others open without it", async () => {
  const shown = await scene("tellers");
  const shares = await all(shown);
  const lie = shares[1]!.map((share, at) => (at === 2 && share ? share.map((byte) => byte ^ 1) : share));
  const found = await openAll(shown.contest, shown.envelopes, new Map([[1, shares[0]!], [2, lie]]), quiet);
  assert.deepEqual([...found.false], [2]);
  assert.equal(found.invalid.filter(({ code }) => code === "unopenable").length, 1);
  const third = new Map([[1, shares[0]!], [2, lie], [3, shares[2]!]]);
  const opened = await openAll(shown.contest, shown.envelopes, third, quiet);
  assert.deepEqual([...opened.false], [2]);
  const said = await boardOf(opened, beside(shown.board));
  assert.equal(await hashed(said), await hashed(canonicalBytes(shown.board)));
});

test("a bundle opens for its receiver alone, for this list alone", async () => {
  const shown = await scene("tellers");
  const { contest, keys, envelopes } = shown;
  const [list, shares] = [hex(read("opening").lot.list_hash), await all(shown)];
  const bundle = await bundleOf(contest, keys[1]!, 2, 1, list, shares[1]!);
  const opened = await openBundle(contest, keys[0]!, 2, 1, list, bundle, envelopes.length);
  assert.deepEqual(opened, shares[1]);
  const other = await hash(list);
  const wrong: Promise<Shares | null>[] = [
    openBundle(contest, keys[2]!, 2, 1, list, bundle, envelopes.length),
    openBundle(contest, keys[0]!, 3, 1, list, bundle, envelopes.length),
    openBundle(contest, keys[0]!, 2, 1, other, bundle, envelopes.length),
    openBundle(contest, keys[0]!, 2, 1, list, bundle, envelopes.length + 1),
    openBundle(contest, keys[0]!, 2, 1, list, bundle.map((byte, at) => (at === 40 ? byte ^ 1 : byte)), envelopes.length),
  ];
  assert.deepEqual(await Promise.all(wrong), [null, null, null, null, null]);
  const written = read("opening").bundle;
  const { from, to } = written;
  const plain = await openBundle(contest, keys[to - 1]!, from, to, list, hex(written.bundle), envelopes.length);
  assert.equal(toHex(plainOf(plain!)), written.plain);
});

test("a copy is proved by what it opens, and read back as it was written", async () => {
  const [keys, others] = [await draw(), await draw()];
  const box = "https://committees.example/box/";
  const copy = readCopy(writeCopy({ box, secret: keys.secret }));
  assert.equal(copy.box, box);
  assert.ok(await provesCopy(keys.point, await keysOf(copy.secret)));
  assert.ok(!(await provesCopy(keys.point, others)));
  for (const bad of ["", "{}", '{"box":"x","copy":"rf1-teller","secret":""}', '{"box":"file:///x","copy":"rf1-teller","secret":"' + b64(keys.secret) + '"}']) {
    assert.throws(() => readCopy(ascii(bad)), { code: "copy" }, bad);
  }
  const point = keys.point;
  assert.ok(!equal(point, others.point));
  const signature = await signReady((await scene("tellers")).contest, keys);
  assert.ok(!(await verify(others.signer.key, signature, signature)));
});
