// The ballot on the page: a list that stays in place, for each of the three kinds.
import { move, tap } from "./choices";
import { found, type Screens } from "./screens";

export interface Candidate {
  readonly number: number;
  readonly name: string;
  readonly isRon: boolean;
  readonly isWithdrawn: boolean;
  readonly statement: string;
}

export type PaperKind = "ranked" | "approval" | "yes-no";

export class PaperList {
  chosen: number[] = [];
  private readonly lines = new Map<number, HTMLElement>();
  private abstains: HTMLInputElement | undefined;

  constructor(
    private readonly screens: Screens,
    private readonly kind: PaperKind,
    private readonly candidates: readonly Candidate[],
    private readonly most: number,
  ) {
    const list = screens.get(`[data-list]`);
    list.replaceChildren(...candidates.map((one) => this.line(one)));
    if (kind === "yes-no") list.append(this.abstain());
    this.draw();
  }

  private line(one: Candidate): HTMLElement {
    const line = this.screens.part(one.isWithdrawn ? "withdrawn" : this.kind);
    for (const name of line.querySelectorAll("bdi")) name.textContent = one.name;
    line.classList.toggle("ron", one.isRon);
    if (one.statement) {
      const more = this.screens.part("statement");
      found(more, "p").textContent = one.statement;
      line.append(more);
    }
    if (one.isRon) line.append(this.screens.part("ron"));
    if (one.isWithdrawn) return line;
    this.lines.set(one.number, line);
    if (this.kind !== "ranked") {
      found(line, "input").addEventListener("change", () => this.tick(one));
      return line;
    }
    found(line, ".choice").addEventListener("click", () => this.tap(one));
    for (const by of [-1, 1] as const) {
      const button = found<HTMLButtonElement>(line, `[data-move="${by}"]`);
      found(button, ".hidden").textContent = this.screens.word(by < 0 ? "up" : "down", { name: one.name });
      button.addEventListener("click", () => this.move(one, by));
    }
    return line;
  }

  private abstain(): HTMLElement {
    const line = this.screens.part("yes-no");
    found(line, "bdi").textContent = this.screens.word("abstain");
    const input = found<HTMLInputElement>(line, "input");
    this.abstains = input;
    input.addEventListener("change", () => this.set([]));
    return line;
  }

  private tap(one: Candidate): void {
    const next = tap(this.chosen, one.number);
    if (next.length > this.most) return this.full();
    this.set(next);
    this.sayRank(one);
  }

  private full(): void {
    const words = this.screens.word("full", { most: this.most });
    this.screens.fill("limit", words);
    this.screens.say(words);
  }

  private move(one: Candidate, by: -1 | 1): void {
    this.set(move(this.chosen, one.number, by));
    this.sayRank(one);
    const line = this.lines.get(one.number)!;
    // Where the pressed arrow goes dead, the focus goes to the candidate.
    if (found<HTMLButtonElement>(line, `[data-move="${by}"]`).disabled) {
      found<HTMLElement>(line, ".choice").focus();
    }
  }

  private sayRank(one: Candidate): void {
    const rank = this.chosen.indexOf(one.number) + 1;
    this.screens.say(this.screens.word(rank ? "rank" : "unranked", { name: one.name, rank }));
  }

  private tick(one: Candidate): void {
    if (this.kind === "yes-no") this.set([one.number]);
    else this.set(tap(this.chosen, one.number));
  }

  /** Takes these choices over, without whom it does not know or who has withdrawn. */
  set(chosen: readonly number[]): void {
    this.chosen = chosen.filter((number) => this.lines.has(number));
    this.screens.fill("limit", "");
    this.draw();
  }

  /** Names of the chosen, in their order, and of the others, in the order of the paper. */
  names(): { chosen: string[]; others: string[] } {
    const byNumber = new Map(this.candidates.map((one) => [one.number, one]));
    const others = this.candidates.filter((one) => !one.isWithdrawn && !this.chosen.includes(one.number));
    return {
      chosen: this.chosen.map((number) => byNumber.get(number)!.name),
      others: others.map((one) => one.name),
    };
  }

  private draw(): void {
    for (const [number, line] of this.lines) {
      const rank = this.chosen.indexOf(number) + 1;
      line.classList.toggle("ranked", rank > 0);
      if (this.kind !== "ranked") {
        found<HTMLInputElement>(line, "input").checked = rank > 0;
        continue;
      }
      found(line, ".choice").setAttribute("aria-pressed", String(rank > 0));
      found(line, ".rank").textContent = rank ? String(rank) : "";
      found<HTMLElement>(line, ".rank-words").hidden = !rank;
      found<HTMLElement>(line, ".moves").hidden = !rank;
      found<HTMLButtonElement>(line, '[data-move="-1"]').disabled = rank === 1;
      found<HTMLButtonElement>(line, '[data-move="1"]').disabled = rank === this.chosen.length;
    }
    const done = this.chosen.length;
    if (this.abstains) this.abstains.checked = !done;
    const counted = this.screens.word(done ? `done-${this.kind}` : `none-${this.kind}`, {
      done,
      most: this.most,
    });
    this.screens.fill("done", counted);
    this.screens.when("chosen", done > 0);
  }
}
