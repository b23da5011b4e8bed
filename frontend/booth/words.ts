// The twelve words of a fingerprint (section 1).
import { wordlist } from "@scure/bip39/wordlists/english.js";

/** The first 132 bits, eleven a word. */
export function twelveWords(fingerprint: Uint8Array): string[] {
  const words: string[] = [];
  for (let word = 0; word < 12; word++) {
    let number = 0;
    for (let bit = word * 11; bit < word * 11 + 11; bit++) {
      number = (number << 1) | ((fingerprint[bit >> 3]! >> (7 - (bit & 7))) & 1);
    }
    words.push(wordlist[number]!);
  }
  return words;
}
