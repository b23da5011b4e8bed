// The board page: asks its worker to check the whole file, and shows what it says.
// Every sentence stands in the page; here they are shown and filled.
import { spaced } from "../booth/mark";
import type { Asked, Finding, Recounted, Said, Summary } from "./calls";

const number = (value: number): string => value.toLocaleString(document.documentElement.lang);

/** Hundred-thousandths as votes. */
const votesOf = (value: number): string =>
  (value / 100_000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 5 });

// What the number beside a leaf of the roll says.
const LEAVES = ["not-issued", "issued", "on-paper"];

class BoardPage {
  private readonly worker: Worker;

  constructor(private readonly root: HTMLElement) {
    this.worker = new Worker(root.dataset.worker!);
    this.worker.onmessage = ({ data }: MessageEvent<Said>) => this.hear(data);
    this.worker.onerror = () => this.hear({ say: "trouble", of: "browser" });
    const file = new URL(root.dataset.file!, location.href).href;
    this.get<HTMLButtonElement>("[data-do=check]").onclick = () => this.check(file);
    this.get<HTMLInputElement>("[data-do=open]").onchange = ({ currentTarget }) => {
      const [file] = (currentTarget as HTMLInputElement).files ?? [];
      if (file) this.check(file);
    };
    this.get<HTMLFormElement>("form[data-do=find]").onsubmit = (sent) => {
      sent.preventDefault();
      this.ask({ ask: "find", what: this.get<HTMLInputElement>("form[data-do=find] input").value });
    };
    this.get("[data-ready]").hidden = false;
  }

  private get<Part extends HTMLElement>(query: string): Part {
    return this.root.querySelector<Part>(query)!;
  }

  private ask(asked: Asked): void {
    this.worker.postMessage(asked);
  }

  private check(file: string | Blob): void {
    this.get("[data-recount]").hidden = true;
    this.show("working");
    this.say("fetching");
    this.ask({ ask: "check", file, fingerprint: this.root.dataset.fingerprint ?? "" });
  }

  private hear(said: Said): void {
    if (said.say === "fetched") this.say("reading");
    else if (said.say === "checking") this.progress(said.done, said.all);
    else if (said.say === "recounted") this.recounted(said.stages);
    else if (said.say === "holds") this.holds(said.summary);
    else if (said.say === "found") this.found(said.findings);
    else this.fails(said.say === "fault" ? said.code : said.of, said.say === "fault" ? said.where : "");
  }

  private progress(done: number, all: number): void {
    const bar = this.get<HTMLProgressElement>("progress");
    bar.max = Math.max(all, 1);
    bar.value = done;
    this.say("checking");
    this.fill("done", [number(done)]);
  }

  /** Each stage as it was counted here beside the file's: those that differ stand open. */
  private recounted(stages: readonly Recounted[]): void {
    const template = this.get<HTMLTemplateElement>("template[data-stage]").content;
    const parts = stages.map(({ number: stage, isSame, lines }) => {
      const part = template.firstElementChild!.cloneNode(true) as HTMLDetailsElement;
      part.open = !isSame;
      part.classList.toggle("differs", !isSame);
      part.querySelector("[data-number]")!.textContent = number(stage);
      part.querySelector<HTMLElement>("[data-same]")!.hidden = !isSame;
      part.querySelector<HTMLElement>("[data-other]")!.hidden = isSame;
      const rows = lines.map(({ name, own, theirs }) => {
        const row = document.createElement("tr");
        const head = document.createElement("th");
        head.scope = "row";
        head.append(document.createElement("bdi"));
        head.firstElementChild!.textContent = name;
        row.append(head, this.cell(own), this.cell(theirs));
        return row;
      });
      part.querySelector("tbody")!.replaceChildren(...rows);
      return part;
    });
    this.get("[data-stages]").replaceChildren(...parts);
    this.get("[data-recount]").hidden = parts.length === 0;
  }

  private cell(votes: number | null): HTMLElement {
    const cell = document.createElement("td");
    cell.textContent = votes === null ? "–" : votesOf(votes);
    return cell;
  }

  private holds(summary: Summary): void {
    for (const [name, value] of Object.entries(summary) as [string, Summary[keyof Summary]][]) {
      const texts = typeof value === "number" ? [number(value)] : typeof value === "string" ? [value] : value;
      this.fill(name, texts);
      for (const part of this.all(`[data-if="${name}"]`)) part.hidden = value === 0 || texts.length === 0;
      for (const part of this.all(`[data-unless="${name}"]`)) part.hidden = value !== 0;
    }
    this.show("holds");
    this.say("holds");
  }

  private fails(code: string, where: string): void {
    for (const sentence of this.all("[data-code]")) sentence.hidden = sentence.dataset.code !== code;
    this.fill("where", [where]);
    const isFault = !["network", "browser"].includes(code);
    this.show(isFault ? "fault" : "trouble");
    this.say(isFault ? "fault" : "trouble");
  }

  private found(findings: readonly Finding[]): void {
    const list = this.get("[data-findings]");
    const template = this.get<HTMLTemplateElement>("template[data-finding]").content;
    const parts = findings.map((finding) => {
      const kind = finding.kind === "ballot" ? "ballot" : LEAVES[finding.issued];
      const part = template.querySelector(`[data-kind=${kind}]`)!.cloneNode(true) as HTMLElement;
      if (finding.kind === "ballot") {
        part.querySelector("[data-tracker]")!.textContent = spaced(finding.tracker);
        part.querySelector<HTMLElement>("[data-blank]")!.hidden = finding.choices.length > 0;
        part.querySelector("ol")!.append(...finding.choices.map((name) => this.item(name)));
      }
      return part;
    });
    const none = template.querySelector("[data-kind=none]")!.cloneNode(true) as HTMLElement;
    list.replaceChildren(...(parts.length ? parts : [none]));
  }

  private item(text: string): HTMLElement {
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = text;
    item.append(name);
    return item;
  }

  private all(query: string): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(query)];
  }

  /** Several texts become items of a list. */
  private fill(name: string, texts: readonly string[]): void {
    for (const place of this.all(`[data-fill="${name}"]`)) {
      if (/^[OU]L$/.test(place.tagName)) place.replaceChildren(...texts.map((text) => this.item(text)));
      else place.textContent = texts.join(", ");
    }
  }

  private show(state: string): void {
    for (const part of this.all("[data-state]")) part.hidden = part.dataset.state !== state;
    this.get<HTMLButtonElement>("[data-do=check]").disabled = state === "working";
  }

  /** One line for whoever listens instead of looking. */
  private say(name: string): void {
    for (const line of this.all("[data-line]")) line.hidden = line.dataset.line !== name;
  }
}

const canCheck = isSecureContext && globalThis.crypto?.subtle && globalThis.Worker;
for (const root of document.querySelectorAll<HTMLElement>("[data-board]")) {
  if (canCheck) new BoardPage(root);
}
