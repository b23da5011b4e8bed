// Why something does not go on. The page has a sentence for each code; codes of the server keep theirs.

export type FaultCode =
  | "definition" // not canonical, a field missing or wrong
  | "changed" // another fingerprint than the one pinned
  | "not-ready" // a holder's signature is missing or wrong
  | "key" // an issuer's or the receipt key is none
  | "paper" // the blind signature is none
  | "receipt" // the receipt is none
  | "list" // the closing list is not signed
  | "other-paper"
  | "signed-out"
  | "refused"
  | "closed"
  | "not-open"
  | "counter"
  | "other-key"
  | "second-list" // another closing list than the one this browser has opened before
  | "envelopes" // the box hands out others than the list names
  | "not-named" // the paper does not name this holder
  | "copy" // not a copy of this contest's papers
  | "choices" // not allowed on this ballot
  | "missing" // 404
  | "answer"; // anything else that no server of ours says

export class Fault extends Error {
  readonly code: FaultCode;
  /** What the server said, or what was seen. */
  readonly detail: string;

  constructor(code: FaultCode, detail = "") {
    super(detail ? `${code}: ${detail}` : code);
    this.code = code;
    this.detail = detail;
  }
}
