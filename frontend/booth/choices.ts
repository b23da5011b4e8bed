// The choices while they are made; nothing of them is stored before the vote is cast.

/** The next rank for a candidate without one; who has one loses it, and the later ones rise. */
export function tap(ranking: readonly number[], number: number): number[] {
  return ranking.includes(number) ? ranking.filter((one) => one !== number) : [...ranking, number];
}

/** One rank better (`by` −1) or worse (1); as it is where there is none. */
export function move(ranking: readonly number[], number: number, by: -1 | 1): number[] {
  const place = ranking.indexOf(number);
  const moved = [...ranking];
  const other = moved[place + by];
  if (place < 0 || other === undefined) return moved;
  moved[place + by] = number;
  moved[place] = other;
  return moved;
}

/** As the ballot has them: approvals in the order of the paper. */
export function inOrder(kind: "ranked" | "approval" | "yes-no", chosen: readonly number[]): number[] {
  return kind === "approval" ? [...chosen].sort((one, other) => one - other) : [...chosen];
}
