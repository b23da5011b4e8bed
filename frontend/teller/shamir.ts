// Interpolation at 0 over GF(2^8) (section 6).
import type { Bytes } from "../booth/bytes";
import { times } from "../booth/envelope";

const inverses = new Uint8Array(256);
for (let one = 1; one < 256; one++) {
  for (let other = 1; other < 256; other++) if (times(one, other) === 1) inverses[one] = other;
}

/** K from the shares of distinct holders, by number. */
export function combine(shares: ReadonlyMap<number, Bytes>): Bytes {
  const key = new Uint8Array(32);
  for (const [own, share] of shares) {
    let weight = 1;
    for (const other of shares.keys()) {
      if (other !== own) weight = times(times(weight, other), inverses[other ^ own]!);
    }
    share.forEach((byte, place) => void (key[place]! ^= times(weight, byte)));
  }
  return key;
}
