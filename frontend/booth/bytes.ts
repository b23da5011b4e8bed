// Bytes as the protocol joins and writes them (docs/ballot-protocol.md, section 0).

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

export const ascii = (text: string): Bytes => encoder.encode(text);

/** `T(name)`: the words `rf1/name` and one zero byte. */
export const tag = (name: string): Bytes => ascii(`rf1/${name}\0`);

export function join(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const u8 = (number: number): Bytes => Uint8Array.of(number);

export function u16(number: number): Bytes {
  return Uint8Array.of(number >>> 8, number & 255);
}

export function u64(number: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number));
  return bytes;
}

export function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** Orders bytes as the closing list and the board do. */
export function compare(one: Uint8Array, other: Uint8Array): number {
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const apart = one[at]! - other[at]!;
    if (apart) return apart;
  }
  return one.length - other.length;
}

/** base64url without padding. */
export function b64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of canonical base64url; of anything else, or of another length, nothing. */
export function fromB64(text: unknown, length?: number): Bytes | null {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  if (b64(bytes) !== text || (length !== undefined && bytes.length !== length)) return null;
  return bytes;
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The first `letters` characters of RFC 4648's base32. */
export function base32(bytes: Uint8Array, letters: number): string {
  let text = "";
  for (let letter = 0; letter < letters; letter++) {
    const bit = letter * 5;
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    text += BASE32[(pair >> (11 - (bit & 7))) & 31];
  }
  return text;
}
