// Scottish STV: weighted inclusive Gregory, SSI 2007/42, schedule 1, rules 45 to 52, with re-open
// nominations (RON): it loses every tie, is never elected, and ends the count at the quota.
import { type Contest, type Draw, type Papers, type Result, SCALE, type Stage } from "./count";

/** Equal papers in one hand: where on them the holder stands, and how many they are. */
interface Bundle {
  readonly choices: readonly number[];
  readonly place: number;
  readonly number: number;
}

export async function countRanked(
  contest: Contest,
  papers: Papers,
  standing: readonly number[],
  draw: Draw,
  mostStages: number,
): Promise<Result> {
  const counting = new RankedCount(contest, papers, standing, draw);
  while (!counting.isOver && counting.stages.length <= mostStages) await counting.step();
  return counting.result();
}

class RankedCount {
  readonly stages: Stage[] = [];
  private readonly elected: number[] = [];
  private readonly continuing: Set<number>;
  private readonly surpluses = new Set<number>();
  /** By holder, then by value. */
  private readonly hands: Map<number, Bundle[]>[];
  private readonly votes: number[];
  private nonTransferable = 0;
  private blank = 0;
  private valid = 0;
  private readonly quota: number;

  constructor(
    private readonly contest: Contest,
    papers: Papers,
    standing: readonly number[],
    private readonly draw: Draw,
  ) {
    this.continuing = new Set(standing);
    this.votes = contest.candidates.map(() => 0);
    this.hands = contest.candidates.map(() => new Map());
    for (const { choices, number } of papers.values()) {
      if (this.pass({ choices, place: -1, number }, SCALE)) this.valid += number;
      else this.blank += number;
    }
    this.quota = Math.floor(this.valid / (contest.seats + 1)) + 1;
    this.endStage([], []);
  }

  private get places(): number {
    return this.contest.seats - this.elected.length;
  }

  get isOver(): boolean {
    return this.places === 0 || this.continuing.size === 0;
  }

  result(): Result {
    const { blank, elected, quota, stages, valid } = this;
    return { blank, elected, quota, reopened: this.places, stages, valid };
  }

  async step(): Promise<void> {
    if (this.surpluses.size) await this.transferSurplus();
    else await this.exclude();
  }

  private of(number: number): number {
    return this.votes[number - 1]!;
  }

  /** Gives papers to their next available choice; false where there is none. */
  private pass({ choices, place, number }: Bundle, value: number): boolean {
    for (let at = place + 1; at < choices.length; at++) {
      const next = choices[at]!;
      if (!this.continuing.has(next)) continue;
      const hand = this.hands[next - 1]!;
      const bundles = hand.get(value);
      if (bundles) bundles.push({ choices, place: at, number });
      else hand.set(value, [{ choices, place: at, number }]);
      this.votes[next - 1]! += number * value;
      return true;
    }
    return false;
  }

  /** Passes on all papers of a candidate at a new value; what does not arrive is not transferable. */
  private empty(source: number, sent: number, newValue: (value: number) => number): void {
    const hand = this.hands[source - 1]!;
    this.hands[source - 1] = new Map();
    let arrived = 0;
    for (const [value, bundles] of hand) {
      const next = newValue(value);
      for (const bundle of bundles) if (this.pass(bundle, next)) arrived += bundle.number * next;
    }
    this.votes[source - 1]! -= sent;
    this.nonTransferable += sent - arrived;
  }

  /** The largest surplus, each paper at a value cut to five decimals (rules 48 and 49). */
  private async transferSurplus(): Promise<void> {
    const { source, lot } = await this.choose(this.surpluses, true);
    this.surpluses.delete(source);
    const held = this.of(source);
    const surplus = held - this.quota * SCALE;
    // The product outgrows what a number holds exactly.
    this.empty(source, surplus, (value) => Number((BigInt(surplus) * BigInt(value)) / BigInt(held)));
    this.endStage([], lot);
  }

  /** The lowest, whose papers keep their value (rules 50 and 51). */
  private async exclude(): Promise<void> {
    const { source, lot } = await this.choose(this.continuing, false);
    this.continuing.delete(source);
    this.empty(source, this.of(source), (value) => value);
    this.endStage([source], lot);
  }

  /** Ties go by the latest earlier stage at which the tied differed, then by lot (49 (2), 51 (2)). */
  private async choose(among: Iterable<number>, most: boolean): Promise<{ source: number; lot: number[] }> {
    let tied = [...among].sort((one, other) => one - other);
    for (const { votes } of [...this.stages].reverse()) {
      let extreme = votes[tied[0]! - 1]!;
      for (const number of tied) {
        const held = votes[number - 1]!;
        if (most ? held > extreme : held < extreme) extreme = held;
      }
      tied = tied.filter((number) => votes[number - 1] === extreme);
      if (!most && tied.includes(this.contest.ron)) return { source: this.contest.ron, lot: [] };
      if (tied.length === 1) return { source: tied[0]!, lot: [] };
    }
    const lot = await this.draw(this.stages.length + 1, tied);
    return { source: lot[0]!, lot };
  }

  /** Whoever now is elected is deemed so (rules 47 and 52), and the stage is written down. */
  private endStage(excluded: number[], lot: number[]): void {
    const quota = this.quota * SCALE;
    const ron = this.contest.ron;
    const elected = this.byVotes().filter((number) => this.of(number) >= quota);
    this.elect(elected);
    for (const number of elected) if (this.of(number) > quota) this.surpluses.add(number);
    if (this.continuing.has(ron) && this.of(ron) >= quota) {
      this.continuing.clear();
    } else if (this.places > 0 && this.continuing.size <= this.places) {
      const rest = this.byVotes();
      this.elect(rest);
      this.continuing.clear();
      elected.push(...rest);
    }
    this.stages.push({
      elected,
      excluded,
      lot,
      non_transferable: this.nonTransferable,
      number: this.stages.length + 1,
      votes: [...this.votes],
    });
  }

  private elect(numbers: readonly number[]): void {
    this.elected.push(...numbers);
    for (const number of numbers) this.continuing.delete(number);
  }

  /** The continuing but RON: the highest first, of equal ones the lower number first. */
  private byVotes(): number[] {
    const but = [...this.continuing].filter((number) => number !== this.contest.ron);
    return but.sort((one, other) => this.of(other) - this.of(one) || one - other);
  }
}
