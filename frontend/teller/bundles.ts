// The shares that one holder hands to another (section 9).
import { type Bytes, join, tag, u8 } from "../booth/bytes";
import type { Definition } from "../booth/definition";
import { hash } from "../booth/digest";
import { sign, verify } from "../booth/ed25519";
import { seal } from "../booth/sealing";
import type { HolderKeys } from "./keys";
import type { Shares } from "./opening";

const ENTRY = 33;
const SIGNATURE = 64;

const infoOf = (contest: Definition, from: number, to: number, list: Bytes): Bytes =>
  join(tag("bundle"), contest.fingerprint, u8(from), u8(to), list);

const messageOf = async (
  contest: Definition, from: number, to: number, list: Bytes, sealed: Bytes,
): Promise<Bytes> =>
  join(tag("bundle-signature"), contest.fingerprint, u8(from), u8(to), list, await hash(sealed));

export function plainOf(shares: Shares): Bytes {
  const plain = new Uint8Array(ENTRY * shares.length);
  shares.forEach((share, at) => share && plain.set(join(u8(1), share), ENTRY * at));
  return plain;
}

export async function bundleOf(
  contest: Definition, keys: HolderKeys, from: number, to: number, list: Bytes, shares: Shares,
): Promise<Bytes> {
  const info = infoOf(contest, from, to, list);
  const sealed = await seal(contest.holders[to - 1]!.seal, info, plainOf(shares));
  return join(sealed, await sign(keys.signer.seed, await messageOf(contest, from, to, list, sealed)));
}

/** What holder `from` sealed for holder `to`; null where it is none for this list. */
export async function openBundle(
  contest: Definition, keys: HolderKeys, from: number, to: number, list: Bytes, bundle: Bytes, count: number,
): Promise<Shares | null> {
  const [sealed, signature] = [bundle.slice(0, -SIGNATURE), bundle.slice(-SIGNATURE)];
  const message = await messageOf(contest, from, to, list, sealed);
  if (!(await verify(contest.holders[from - 1]!.sign, signature, message))) return null;
  const plain = await keys.opener.open(infoOf(contest, from, to, list), sealed);
  if (!plain || plain.length !== ENTRY * count) return null;
  const found: (Bytes | null)[] = [];
  for (let at = 0; at < plain.length; at += ENTRY) {
    const share = plain.slice(at + 1, at + ENTRY);
    if (plain[at] === 1) found.push(share);
    else if (plain[at] === 0 && !share.some(Boolean)) found.push(null);
    else return null;
  }
  return found;
}
