import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder, move, tap } from "./choices";

test("a tap gives the next rank and a second tap takes it away", () => {
  assert.deepEqual(tap([3, 1], 2), [3, 1, 2]);
  assert.deepEqual(tap([3, 1, 2], 1), [3, 2]);
});

test("up and down move one rank, and nothing beyond either end", () => {
  assert.deepEqual(move([1, 2, 3], 2, -1), [2, 1, 3]);
  assert.deepEqual(move([1, 2, 3], 2, 1), [1, 3, 2]);
  assert.deepEqual(move([1, 2, 3], 1, -1), [1, 2, 3]);
  assert.deepEqual(move([1, 2, 3], 3, 1), [1, 2, 3]);
  assert.deepEqual(move([1, 2, 3], 4, 1), [1, 2, 3]);
});

test("approvals stand in the order of the paper, ranks in the order of the voter", () => {
  assert.deepEqual(inOrder("approval", [10, 9, 2]), [2, 9, 10]);
  assert.deepEqual(inOrder("ranked", [10, 9, 2]), [10, 9, 2]);
});
