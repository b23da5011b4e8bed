// The copy that a teller saves: their secret, and where the box is.
import { b64, type Bytes, fromB64 } from "../booth/bytes";
import { canonicalBytes, fields, parse } from "../booth/canonical";
import { Fault } from "../booth/fault";

export interface Copy {
  /** The address under which the boxes of this server lie. */
  readonly box: string;
  readonly secret: Bytes;
}

const FORM = "rf1-teller";

export const writeCopy = ({ box, secret }: Copy): Bytes =>
  canonicalBytes({ box, copy: FORM, secret: b64(secret) });

export function readCopy(bytes: Bytes): Copy {
  const found = fields(parse(bytes), "box", "copy", "secret");
  const secret = fromB64(found?.secret, 32);
  const box = String(found?.box);
  if (found?.copy !== FORM || !secret || !/^https?:\/\//.test(box)) throw new Fault("copy", "format");
  return { box, secret };
}
