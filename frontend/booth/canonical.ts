// RFC 8785 over the narrow set of section 0: objects, arrays, strings, integers from 0 to 2^53 − 1.
import { ascii, type Bytes, equal } from "./bytes";

export type Json = string | number | readonly Json[] | { readonly [key: string]: Json };

/** The canonical text; throws where a value is outside the narrow set. */
export function serialise(value: Json): string {
  if (typeof value === "string") {
    if (/[\ud800-\udfff]/u.test(value)) throw new TypeError("a lone surrogate");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || value < 0) throw new TypeError("not an integer of ours");
    return String(value);
  }
  if (isArray(value)) return `[${value.map(serialise).join(",")}]`;
  if (typeof value !== "object" || value === null) throw new TypeError("not a value of ours");
  const keys = Object.keys(value).sort();
  if (keys.some((key) => /[^\x20-\x7e]/.test(key))) throw new TypeError("a key outside ASCII");
  return `{${keys.map((key) => `${JSON.stringify(key)}:${serialise(value[key]!)}`).join(",")}}`;
}

export const canonicalBytes = (value: Json): Bytes => ascii(serialise(value));

/** What canonical bytes say; null where they are not canonical. */
export function parse(bytes: Uint8Array): Json | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text) as Json;
    return equal(canonicalBytes(value), bytes) ? value : null;
  } catch {
    return null;
  }
}

/** The object, where it has exactly these keys. */
export function fields<Key extends string>(
  value: Json | null | undefined,
  ...keys: Key[]
): Record<Key, Json> | null {
  if (typeof value !== "object" || value === null || isArray(value)) return null;
  const found = Object.keys(value).sort().join();
  return found === [...keys].sort().join() ? (value as Record<Key, Json>) : null;
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isCount(value: Json | undefined, least = 0, most = Number.MAX_SAFE_INTEGER): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most;
}
