// The board as this holder opened it (section 10).
import { b64, type Bytes, compare, tag } from "../booth/bytes";
import { canonicalBytes, type Json } from "../booth/canonical";
import type { Definition } from "../booth/definition";
import { hash } from "../booth/digest";
import { sign } from "../booth/ed25519";
import type { HolderKeys } from "./keys";
import type { Opened } from "./opening";

/** What the box says beside the ballots, as it stands in its answers. */
export interface Beside {
  readonly definition: Json;
  readonly closingList: readonly Json[];
  readonly listSignature: Json;
  readonly withdrawn: readonly Json[];
  readonly leaves: readonly Json[];
  readonly lots: readonly Json[];
  readonly ready: readonly Json[];
  /** The field `paper`; "" where nobody votes on paper. */
  readonly paper: Json;
}

export async function boardOf(opened: Opened, beside: Beside): Promise<Bytes> {
  const hashed = await Promise.all(
    opened.ballots.map(async (ballot) => ({ ballot, mark: await hash(ballot.paper.key) })),
  );
  hashed.sort((one, other) => compare(one.mark, other.mark));
  const invalid = [...opened.invalid].sort((one, other) => compare(one.h, other.h));
  return canonicalBytes({
    ballots: hashed.map(({ ballot }) => ({
      choices: ballot.choices,
      counter: ballot.counter,
      credential: b64(ballot.paper.signature),
      key: b64(ballot.paper.key),
      prefix: b64(ballot.paper.prefix),
      signature: b64(ballot.signature),
    })),
    closing_list: beside.closingList,
    definition: beside.definition,
    invalid: invalid.map(({ code, envelope, key }) => ({ code, envelope: b64(envelope), key: b64(key) })),
    leaves: beside.leaves,
    list_signature: beside.listSignature,
    lots: beside.lots,
    ready: beside.ready,
    ...(beside.paper !== "" && { paper: beside.paper }),
    withdrawn: beside.withdrawn,
  });
}

export const signBoard = async (contest: Definition, keys: HolderKeys, board: Bytes): Promise<Bytes> =>
  sign(keys.signer.seed, tag("board"), contest.fingerprint, await hash(board));
