// Whether a ballot's paper is one of this election: RSA-PSS by WebCrypto (section 0).
import { type Bytes, b64, join, tag } from "../booth/bytes";
import type { Definition } from "./definition";

/** Asks for a key, a prefix and the issuer's signature. */
export type Issuer = (key: Bytes, prefix: Bytes, credential: Bytes) => Promise<boolean>;

export async function issuerOf(definition: Definition): Promise<Issuer> {
  const jwk = { kty: "RSA", alg: "PS384", n: b64(definition.issuer), e: "AQAB", ext: true };
  const algorithm = { name: "RSA-PSS", hash: "SHA-384" };
  const publicKey = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
  const bound = join(tag("ballot-key"), definition.fingerprint);
  return (key, prefix, credential) =>
    crypto.subtle.verify({ name: "RSA-PSS", saltLength: 48 }, publicKey, credential, join(prefix, bound, key));
}
