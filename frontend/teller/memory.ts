// What this browser keeps for a teller, in IndexedDB: the secret, and the lists that it has opened.
import { b64, type Bytes } from "../booth/bytes";
import { tables } from "../booth/database";

export interface Memory {
  secret(teller: string): Promise<Bytes | undefined>;
  keepSecret(teller: string, secret: Bytes): Promise<void>;
  /** H(list) of the final list that was opened for this fingerprint. */
  list(fingerprint: Bytes): Promise<Bytes | undefined>;
  setList(fingerprint: Bytes, digest: Bytes): Promise<void>;
}

const { get, put } = tables("tellers", "secrets", "lists");

export const browserMemory: Memory = {
  secret: (teller) => get("secrets", teller),
  keepSecret: (teller, secret) => put("secrets", teller, secret),
  list: (fingerprint) => get("lists", b64(fingerprint)),
  setList: (fingerprint, digest) => put("lists", b64(fingerprint), digest),
};

/** A saved file's page may have no storage of its own: then it remembers while it is open. */
export function memoryHere(): Memory {
  const kept = new Map<string, Bytes>();
  return {
    secret: async (teller) => kept.get(teller),
    keepSecret: async (teller, secret) => void kept.set(teller, secret),
    list: async (fingerprint) => kept.get(b64(fingerprint)),
    setList: async (fingerprint, digest) => void kept.set(b64(fingerprint), digest),
  };
}
