// The booth's page: from the first look to the receipt, screen by screen.
import { spaced } from "./mark";
import { fromB64 } from "./bytes";
import { type Shown, worker } from "./calls";
import { inOrder } from "./choices";
import { Fault } from "./fault";
import { isForgetful } from "./forgetful";
import { type Candidate, PaperList } from "./paper_list";
import { Screens } from "./screens";
import { afterClose } from "./watch";
import { offer, placeOf, readFile } from "./page_parts";

/** Faults with a screen of their own; all others share the last one. */
const STOPS = ["changed", "not-ready", "definition", "key", "signed-out", "refused", "not-open", "missing"];

export class Flow {
  private readonly screens: Screens;
  private readonly asks: ReturnType<typeof worker>;
  private shown!: Shown;
  private list!: PaperList;
  /** Resolves when the papers are there, while the voter ranks. */
  private papers: Promise<void> | undefined;

  constructor(private readonly root: HTMLElement) {
    this.screens = new Screens(root);
    this.asks = worker(root.dataset.worker!, (isWaiting) => this.screens.when("waiting", isWaiting));
    const { screens } = this;
    screens.on("open", () => this.openBallot());
    screens.on("clear", () => this.clear());
    screens.on("review", () => this.review());
    screens.on("change", () => screens.show("ballot"));
    screens.on("again", () => screens.show("ballot"));
    screens.on("cast", () => this.cast());
    screens.on("retry", () => location.reload());
    screens.on("copy", () => this.copy());
    screens.on("forget", () => this.forget());
    screens.on("print", () => window.print());
    screens.on("wipe", () => this.wipe());
    for (const input of screens.all<HTMLInputElement>("input[type=file]")) {
      input.addEventListener("change", () => this.useCopy(input));
    }
  }

  async start(): Promise<void> {
    this.screens.show("loading");
    try {
      await this.begin();
    } catch (fault) {
      this.stop(fault);
    }
  }

  private async begin(): Promise<void> {
    const { asks, screens } = this;
    await asks.place(placeOf(this.root));
    this.shown = await asks.look(fromB64(location.hash.slice(1), 32));
    this.describe();
    if (this.shown.state === "waiting") return screens.show("early");
    if (this.shown.state !== "open") return this.closed();
    const standing = await asks.standing();
    this.makeList();
    if (standing.pending) {
      this.list.set(standing.pending.choices);
      return this.send(() => asks.resume());
    }
    if (!standing.hasPapers && !standing.isAsked && this.root.dataset.hasPaper === "yes") {
      return screens.show("elsewhere");
    }
    if (standing.stands) this.list.set(standing.stands.choices);
    screens.when("voted", Boolean(standing.stands));
    screens.fill("tracker", spaced(standing.tracker));
    // There is one paper for each member: whoever only looks at this page, perhaps in a window that
    // keeps nothing, takes none. In a meeting the button that leads here has said so.
    const isFirst = !standing.isAsked && !standing.hasPapers;
    if (isFirst && screens.all("[data-screen='open']").length > 0) {
      screens.when("forgetful", await isForgetful());
      return screens.show("open");
    }
    this.openBallot();
  }

  /** Shows the ballot, and takes the papers of a voter who has none. */
  private openBallot(): void {
    this.papers = this.takePapers();
    // Whoever casts is told; until then it is only unfinished.
    this.papers.catch((fault: unknown) => this.stop(fault));
    this.screens.show("ballot");
  }

  /** What the definition says, where the page speaks of it. */
  private describe(): void {
    const { contest, words, isKnown } = this.shown;
    const { screens } = this;
    screens.only("kind", contest.kind);
    screens.fill("words", words.join(" "));
    screens.when("known", isKnown);
    screens.when("unknown", !isKnown);
    screens.when("few", contest.rollSize < 10);
    screens.when("host", contest.holders.length === 1);
    screens.when("tellers", contest.holders.length > 1);
    screens.fill("needed", screens.word("needed", { needed: contest.needed, holders: contest.holders.length }));
    screens.fill("holders", contest.holders.join(", "));
  }

  private makeList(): void {
    const { contest } = this.shown;
    const about = JSON.parse(this.screens.get("script[type='application/json']").textContent!) as {
      readonly [number: string]: { statement: string; isWithdrawn: boolean };
    };
    const candidates = contest.candidates.map((name, at): Candidate => {
      const number = at + 1;
      const isRon = number === contest.ron;
      const { statement = "", isWithdrawn = false } = about[number] ?? {};
      return { number, isRon, isWithdrawn, statement, name: isRon ? this.screens.word("ron") : name };
    });
    this.list = new PaperList(this.screens, contest.kind, candidates, contest.mostRanks);
  }

  private async takePapers(): Promise<void> {
    await this.asks.takePapers();
    const { tracker } = await this.asks.standing();
    this.screens.fill("tracker", spaced(tracker));
    const isKept = (await navigator.storage?.persist?.()) ?? false;
    this.screens.when("may-be-emptied", !isKept);
  }

  private clear(): void {
    this.list.set([]);
    this.screens.say(this.screens.word("cleared"));
  }

  private review(): void {
    const { chosen, others } = this.list.names();
    const { screens } = this;
    const isRanked = this.shown.contest.kind === "ranked";
    screens.get("[data-chosen]").replaceChildren(
      ...chosen.map((name, at) => {
        const line = screens.part("chosen");
        line.querySelector("bdi")!.textContent = name;
        line.querySelector(".rank")!.textContent = isRanked ? String(at + 1) : "✓";
        return line;
      }),
    );
    screens.get("[data-others]").replaceChildren(
      ...others.map((name) => {
        const line = screens.part("other");
        line.querySelector("bdi")!.textContent = name;
        return line;
      }),
    );
    screens.when("others", others.length > 0);
    screens.fill("others", screens.word(`others-${this.shown.contest.kind}`, { number: others.length }));
    screens.when("blank", chosen.length === 0);
    screens.when("not-blank", chosen.length > 0);
    screens.show("review");
  }

  private cast(): void {
    const choices = inOrder(this.shown.contest.kind, this.list.chosen);
    void this.send(async () => {
      await this.papers;
      await this.asks.cast(choices);
    });
  }

  private async send(how: () => Promise<void>): Promise<void> {
    this.screens.show("sending");
    try {
      await how();
      this.screens.when("voted", true);
      const { tracker } = await this.asks.standing();
      this.screens.fill("tracker", spaced(tracker));
      this.screens.show("cast");
    } catch (fault) {
      if (fault instanceof Fault && fault.code === "closed") return this.closed();
      this.stop(fault);
    }
  }

  /** Voting is over: what became of this browser's ballot. */
  private async closed(): Promise<void> {
    this.screens.show("closed");
    await afterClose(this.screens, this.asks, this.shown.state === "open" ? "complaints" : this.shown.state);
  }

  private stop(fault: unknown): void {
    const { code, detail } = fault instanceof Fault ? fault : new Fault("answer", String(fault));
    const { screens } = this;
    if (code === "other-paper") return screens.show("elsewhere");
    if (code === "changed" && detail.startsWith("[")) {
      const [known, now] = JSON.parse(detail) as string[][];
      screens.fill("words-known", known!.join(" "));
      screens.fill("words-now", now!.join(" "));
    }
    screens.only("stop", STOPS.includes(code) ? code : "answer");
    screens.fill("detail", code === "refused" || code === "not-ready" ? detail : `${code} ${detail}`.trim());
    screens.show("stopped");
  }

  private async copy(): Promise<void> {
    offer(await this.asks.copy(), `ballot-${this.root.dataset.contest}.json`);
    this.screens.say(this.screens.word("copied"));
    this.screens.fill("copy-said", this.screens.word("copied"));
  }

  private async useCopy(input: HTMLInputElement): Promise<void> {
    try {
      await this.asks.useCopy(await readFile(input));
      location.reload();
    } catch {
      this.screens.fill("copy-fault", this.screens.word("no-copy"));
      input.value = "";
    }
  }

  /** On a device that is not the voter's: the ballot goes, and with the exit button the session. */
  private async wipe(): Promise<void> {
    await this.forget();
    document.querySelector<HTMLFormElement>("form.exit")?.requestSubmit();
  }

  private async forget(): Promise<void> {
    await this.asks.forget();
    this.screens.show("forgotten");
  }
}

/** Ten letters are read more easily in two groups. */
