// The vectors of docs/vectors, which the server's Python has written.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { test } from "node:test";
import { bodyCounter, bodyOf, innerOf } from "./ballot";
import { ascii, b64, type Bytes, equal, fromB64, tag } from "./bytes";
import { canonicalBytes, type Json, parse, serialise } from "./canonical";
import { checkReady, readList } from "./closing";
import { readDefinition } from "./definition";
import { hash, hkdf } from "./digest";
import { isSoundPoint, publicOf, sign, verify } from "./ed25519";
import { envelopeHash, envelopeOf, isReceipt, outerOf, sharesOf } from "./envelope";
import { isPaper, type Paper, unblind, voterKey } from "./paper";
import { twelveWords } from "./words";

declare const VECTORS: string;

const read = (name: string): any => JSON.parse(readFileSync(path(VECTORS, `${name}.json`), "utf8"));
const hex = (text: string): Bytes => new Uint8Array(Buffer.from(text, "hex"));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const contestOf = (definition: Json) => readDefinition(canonicalBytes(definition));
const paperOf = (text: string): Paper => {
  const bytes = hex(text);
  return { key: bytes.slice(0, 32), prefix: bytes.slice(32, 64), signature: bytes.slice(64) };
};

test("the encodings agree", async () => {
  const found = read("encoding");
  for (const { bytes, text } of found.base64url.good) {
    assert.equal(b64(hex(bytes)), text);
    assert.equal(toHex(fromB64(text)!), bytes);
  }
  for (const text of found.base64url.refused) assert.equal(fromB64(text), null, text);
  for (const { text } of found.canonical_json.good) {
    assert.equal(serialise(parse(ascii(text)) as Json), text);
  }
  for (const text of found.canonical_json.refused) {
    assert.equal(parse(new Uint8Array(Buffer.from(text, "base64url"))), null, text);
  }
  const { secret, info, length, output } = found.hkdf;
  assert.equal(toHex(await hkdf(hex(secret), hex(info), length)), output);
  const tagged = found.tagged_hash;
  assert.equal(toHex(await hash(hex(tagged.tag), hex(tagged.message))), tagged.hash);
});

test("Ed25519 agrees, and refuses the same keys and signatures", async () => {
  const { good, refused_keys, refused_signatures } = read("encoding").ed25519;
  assert.equal(toHex(await publicOf(hex(good.seed))), good.public);
  assert.equal(toHex(await sign(hex(good.seed), hex(good.message))), good.signature);
  assert.ok(await verify(hex(good.public), hex(good.signature), hex(good.message)));
  for (const key of refused_keys) assert.ok(!isSoundPoint(hex(key)), key);
  for (const { key, message, signature, why } of refused_signatures) {
    assert.ok(!(await verify(hex(key), hex(signature), hex(message))), why);
  }
});

test("the definition has the same fingerprint and words", async () => {
  const found = read("definition");
  const contest = await readDefinition(ascii(found.canonical));
  assert.equal(toHex(contest.fingerprint), found.fingerprint);
  assert.deepEqual(twelveWords(contest.fingerprint), found.words);
  const ready = found.holders.map((one: { ready: string }) => b64(hex(one.ready)));
  const file = { definition: b64(contest.fingerprint), ready };
  await checkReady(contest, canonicalBytes(file));
  await assert.rejects(checkReady(contest, canonicalBytes({ ...file, ready: ready.slice(1) })));
  const swapped = { ...file, ready: [ready[1], ready[0], ...ready.slice(2)] };
  await assert.rejects(checkReady(contest, canonicalBytes(swapped)));
});

test("a definition with one field wrong, missing or too many is refused", async () => {
  const good = read("definition").definition;
  const wrong: Record<string, Json> = {
    protocol: "rf2", id: "Tellers00001", kind: "borda", candidates: [], ron: 4, seats: 0,
    rule: "approval", rule_version: 2, most_ranks: 6, opens_at: 2 ** 52, papers_until: 2 ** 52,
    closes_at: 1, complaints_until: 1, padding: 2048, needed: 1, holders: [], receipt_key: b64(new Uint8Array(32)),
    roll: { size: 9 }, issuer: { ...good.issuer, ballot: good.issuer.envelope },
    terms: { ...good.terms, denominator: 3 }, question: 7,
  };
  assert.deepEqual(Object.keys(wrong).sort(), Object.keys(good).sort());
  for (const [name, value] of Object.entries(wrong)) {
    await assert.rejects(contestOf({ ...good, [name]: value }), { code: "definition" }, name);
    const { [name]: _, ...rest } = good;
    await assert.rejects(contestOf(rest), { code: "definition" }, `without ${name}`);
  }
  await assert.rejects(contestOf({ ...good, more: 1 }), { code: "definition" });
  await assert.rejects(readDefinition(ascii(JSON.stringify(good, null, 1))), { code: "definition" });
});

test("moduli that are not 3072 bits, or even, are refused", async () => {
  const good = read("definition").definition;
  const modulus = fromB64(good.issuer.ballot)!;
  const short = modulus.slice();
  short[0]! &= 0x7f;
  const even = modulus.slice();
  even[383]! &= 0xfe;
  for (const bad of [short, even, modulus.slice(1)]) {
    const issuer = { ...good.issuer, ballot: b64(bad) };
    await assert.rejects(contestOf({ ...good, issuer }), { code: "definition" });
  }
});

test("papers are unblinded to the same bytes, and verified", async () => {
  const found = read("paper");
  const contest = await contestOf(found.definition);
  assert.equal(toHex(contest.fingerprint), found.fingerprint);
  for (const kind of ["ballot", "envelope"] as const) {
    const one = found[kind];
    const signer = await voterKey(hex(found.secret), kind, contest.fingerprint);
    assert.equal(toHex(signer.seed), one.seed);
    assert.equal(toHex(signer.key), one.key);
    const asked = { prefix: hex(one.prefix), blinded: hex(one.blinded), inverse: hex(one.inverse) };
    const paper = await unblind(contest, kind, signer.key, asked, hex(one.blind_signature));
    assert.deepEqual(paper, paperOf(one.paper));
    assert.ok(await isPaper(contest, kind, paper));
    const other = kind === "ballot" ? "envelope" : "ballot";
    assert.ok(!(await isPaper(contest, other, paper)));
    const spoiled = hex(one.blind_signature);
    spoiled[200]! ^= 1;
    await assert.rejects(unblind(contest, kind, signer.key, asked, spoiled), { code: "paper" });
  }
  assert.equal(await bodyCounter(hex(found.secret), 1), found.offset + 1);
});

test("the ballot, the shares and the sealed ballot are the same bytes", async () => {
  const [found, papers] = [read("envelope"), read("paper")];
  const contest = await contestOf(papers.definition);
  assert.equal(Buffer.from(bodyOf(found.choices, found.counter, contest.fingerprint)).toString(), found.body);
  const b = await voterKey(hex(papers.secret), "ballot", contest.fingerprint);
  const inner = await innerOf(contest, paperOf(papers.ballot.paper), b.seed, found.choices, found.counter);
  assert.equal(toHex(inner), found.inner);
  for (const { holders, key, needed, shares } of found.shamir) {
    assert.deepEqual((await sharesOf(hex(key), holders, needed)).map(toHex), shares);
  }
  const envelope = await envelopeOf(contest, inner, hex(found.key));
  const fixed = found.c.length / 2 + found.commitments.length / 2;
  assert.equal(toHex(envelope.subarray(0, fixed)), found.c + found.commitments);
  assert.equal(envelope.length, found.envelope.length / 2);
  assert.equal(toHex(await envelopeHash(contest.fingerprint, hex(found.envelope))), found.h);
});

test("what is cast, and its receipt, are the same bytes", async () => {
  const [found, papers, sealed] = [read("casting"), read("paper"), read("envelope")];
  const contest = await contestOf(found.definition);
  const e = await voterKey(hex(papers.secret), "envelope", contest.fingerprint);
  const paper = paperOf(papers.envelope.paper);
  const { outer, h } = await outerOf(contest, paper, e, found.counter, hex(sealed.envelope));
  assert.equal(toHex(outer), found.outer);
  const receipt = hex(found.receipt);
  assert.ok(await isReceipt(contest, receipt, e.key, found.counter, h));
  assert.ok(!(await isReceipt(contest, receipt, e.key, found.counter + 1, h)));
  assert.ok(!(await isReceipt(contest, receipt, paperOf(papers.ballot.paper).key, found.counter, h)));
});

test("both closing lists are read, and nothing that was not signed", async () => {
  const found = read("closing");
  const contest = await readDefinition(ascii(read("definition").canonical));
  const envelopes: string[] = found.hashes.map((one: string) => b64(hex(one)));
  const file = { envelopes, kind: "first", signature: b64(hex(found.first_signature)), withdrawn: found.withdrawn };
  const first = await readList(contest, canonicalBytes(file));
  assert.ok(!first.isFinal);
  assert.deepEqual(first.withdrawn, found.withdrawn);
  assert.ok(first.has(hex(found.hashes[0])));
  assert.ok(!first.has(new Uint8Array(32)));
  const final = { ...file, kind: "final", signature: b64(hex(found.final_signature)) };
  assert.ok((await readList(contest, canonicalBytes(final))).isFinal);
  const altered: Record<string, Json>[] = [
    { kind: "final" }, { withdrawn: [] }, { withdrawn: [3] }, { envelopes: envelopes.slice(1) },
    { envelopes: envelopes.toReversed() }, { kind: "last" }, { envelopes: [envelopes[0]!, ...envelopes] },
    { withdrawn: [99] }, { signature: "" },
  ];
  for (const change of altered) {
    await assert.rejects(readList(contest, canonicalBytes({ ...file, ...change })), { code: "list" });
  }
});

test("a tag is in no other message", () => {
  const tags = ["envelope-key", "ballot-key", "ballot", "outer", "receipt", "list", "first-list", "final-list"];
  for (const one of tags) {
    for (const other of tags) {
      if (one !== other) assert.ok(!equal(tag(one), tag(other).subarray(0, tag(one).length)));
    }
  }
});
