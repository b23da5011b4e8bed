// H and HKDF of section 0, by WebCrypto.
import { type Bytes, join } from "./bytes";

export async function hash(...parts: readonly Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
}

/** HKDF-SHA256 with an empty salt; `length` in bytes. */
export async function hkdf(secret: Bytes, info: Bytes, length: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
}

export const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
