// The forms of values (docs/ballot-protocol.md, section 0), each with the fault of what is malformed.
import { type Bytes, fromB64 } from "../booth/bytes";
import { type Json, isArray, isCount, fields as exactly } from "../booth/canonical";
import { insist } from "./fault";

export function fields<Name extends string>(
  value: Json | undefined,
  where: string,
  ...names: Name[]
): Record<Name, Json> {
  const found = exactly(value, ...names);
  insist(found !== null, "form", where);
  return found;
}

export function array(value: Json | undefined, where: string): readonly Json[] {
  insist(isArray(value), "form", where);
  return value;
}

export function text(value: Json | undefined, where: string): string {
  insist(typeof value === "string", "form", where);
  return value;
}

export function integer(value: Json | undefined, where: string, least = 0, most?: number): number {
  insist(isCount(value, least, most), "form", where);
  return value;
}

export const integers = (value: Json | undefined, where: string): number[] =>
  array(value, where).map((each) => integer(each, where));

export function bytes(value: Json | undefined, length: number, where: string): Bytes {
  const found = fromB64(value, length);
  insist(found !== null, "form", where);
  return found;
}

/** Joins many equal lengths; a call with as many arguments would outgrow the stack. */
export function joinAll(all: readonly Bytes[]): Bytes {
  const length = all[0]?.length ?? 0;
  const whole = new Uint8Array(length * all.length);
  all.forEach((each, at) => whole.set(each, at * length));
  return whole;
}
