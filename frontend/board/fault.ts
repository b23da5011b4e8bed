// What does not hold in a board file. The page has a sentence for each code.

export const CODES = [
  "form", // not canonical JSON of the fields and forms of section 10
  "definition", // outside the limits of section 1
  "fingerprint", // another than the one asked for
  "ready", // a holder did not sign that it was ready
  "holders", // too few holders signed the board, or not this one
  "roll", // the leaves are not those of the roll
  "list", // the closing list is not the signed one
  "order", // ballots are out of order, or one voter has two
  "paper", // a ballot has no paper of this election
  "ballot", // a ballot is not what its voter signed
  "choices", // a ballot holds what this election does not allow
  "invalid", // an envelope is not invalid as it is said to be
  "papers", // the ballots on paper are not those of members who vote so, or not as they must stand
  "sums", // ballots, envelopes and papers do not add up
  "lot", // a holder's lot value is not the one it bound
  "count", // the count is another
] as const;

export type Code = (typeof CODES)[number];

export class BoardFault extends Error {
  readonly code: Code;
  /** Where: a field's name, or the number of a ballot, an envelope, a holder, a stage. */
  readonly where: string;

  constructor(code: Code, where: string | number = "") {
    super(`${code} ${where}`.trim());
    this.code = code;
    this.where = String(where);
  }
}

export function insist(holds: boolean, code: Code, where: string | number = ""): asserts holds {
  if (!holds) throw new BoardFault(code, where);
}
