// HPKE of section 0: base mode, X25519, HKDF-SHA256, AES-256-GCM; by WebCrypto where that has X25519.
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256 as NativeKem, HkdfSha256 } from "@hpke/core";
import { DhkemX25519HkdfSha256 as PlainKem } from "@hpke/dhkem-x25519";
import { type Bytes, join } from "./bytes";

const POINT = 32;

let suite: Promise<CipherSuite> | undefined;

function hpke(): Promise<CipherSuite> {
  suite ??= crypto.subtle
    .importKey("raw", new Uint8Array(32).fill(9, 0, 1), "X25519", false, [])
    .then(() => new NativeKem(), () => new PlainKem())
    .then((kem) => new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() }));
  return suite;
}

/** For tests: leaves WebCrypto's X25519 aside, or asks for it anew. */
export function useNativeSeal(wanted: boolean): void {
  const of = (kem: PlainKem): CipherSuite =>
    new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });
  suite = wanted ? undefined : Promise.resolve(of(new PlainKem()));
}

export async function seal(point: Bytes, info: Bytes, plaintext: Bytes): Promise<Bytes> {
  const using = await hpke();
  const recipientPublicKey = await using.kem.deserializePublicKey(point);
  const { enc, ct } = await using.seal({ recipientPublicKey, info }, plaintext);
  return join(new Uint8Array(enc), new Uint8Array(ct));
}

/** Opens many messages sealed to one key. */
export interface Opener {
  /** The plaintext; null where the message was not sealed to this key under `info`. */
  open(info: Bytes, sealed: Bytes): Promise<Bytes | null>;
}

export async function openerOf(secret: Bytes, point: Bytes): Promise<Opener> {
  const using = await hpke();
  const recipientKey = {
    privateKey: await using.kem.importKey("raw", secret.buffer, false),
    publicKey: await using.kem.deserializePublicKey(point),
  };
  return {
    open: async (info, sealed) => {
      try {
        const enc = sealed.slice(0, POINT);
        return new Uint8Array(await using.open({ recipientKey, enc, info }, sealed.slice(POINT)));
      } catch {
        return null;
      }
    },
  };
}
