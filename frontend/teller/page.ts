// The teller's page: making a key, keeping it, signing for it, opening the ballots with it.
import { b64, type Bytes } from "../booth/bytes";
import { canonicalBytes } from "../booth/canonical";
import { Fault } from "../booth/fault";
import { insist, type Net, refusal } from "../booth/net";
import { offer, readFile } from "../booth/page_parts";
import { Screens } from "../booth/screens";
import { twelveWords } from "../booth/words";
import { readCopy, writeCopy } from "./copy";
import { Desk, type Watcher } from "./desk";
import { described, draw, type HolderKeys, keysOf, provesCopy } from "./keys";
import { browserMemory, type Memory, memoryHere } from "./memory";

const LOOK = 20; // seconds between two looks at a vote that waits
const STOPS = ["second-list", "envelopes", "definition", "list", "not-named", "not-open", "copy", "signed-out", "refused"];

class TellerPage {
  private readonly screens: Screens;
  private readonly net: Net;
  private memory: Memory = browserMemory;
  private made: HolderKeys | undefined;
  private isToldToGoOn = false;

  constructor(private readonly root: HTMLElement) {
    this.screens = new Screens(root);
    const { screens } = this;
    this.net = {
      ask: (url, init) => fetch(url, init),
      pause: (seconds) => new Promise((done) => setTimeout(done, seconds * 1000)),
      waiting: (isWaiting) => screens.when("waiting", isWaiting),
    };
    screens.on("make", () => this.guard(() => this.make()));
    screens.on("save", () => this.save());
    screens.on("go-on", () => void (this.isToldToGoOn = true));
    screens.on("retry", () => location.reload());
    for (const input of screens.all<HTMLInputElement>("input[data-prove]")) {
      input.addEventListener("change", () => this.guard(() => this.prove(input)));
    }
    for (const input of screens.all<HTMLInputElement>("input[data-use]")) {
      input.addEventListener("change", () => this.guard(() => this.use(input)));
    }
  }

  start(): Promise<void> {
    return this.guard(async () => {
      const { teller, state } = this.root.dataset;
      if (!teller) return this.screens.show("choose"); // a saved file: it knows nobody
      if (state === "asked") return this.screens.show("asked");
      const secret = await this.memory.secret(teller);
      if (!secret) return this.screens.show("choose");
      if (!(await this.isHandedIn(secret))) {
        this.screens.fill("use-fault", this.screens.word("other-key"));
        return this.screens.show("choose");
      }
      await this.work(this.root.dataset.box!, secret);
    });
  }

  private async guard(what: () => Promise<void>): Promise<void> {
    try {
      await what();
    } catch (fault) {
      const { code, detail } = fault instanceof Fault ? fault : new Fault("answer", String(fault));
      this.screens.only("stop", STOPS.includes(code) ? code : "answer");
      this.screens.fill("detail", code === "refused" ? detail : `${code} ${detail}`.trim());
      this.screens.show("stopped");
    }
  }

  private async make(): Promise<void> {
    this.made = await draw();
    this.screens.show("save");
  }

  private save(): void {
    if (!this.made) return;
    const { root, screens, made } = this;
    offer(writeCopy({ box: root.dataset.box!, secret: made.secret }), `teller-${root.dataset.teller}.json`);
    screens.fill("saved", screens.word("saved"));
    screens.when("saved", true);
  }

  /** The saved copy, read back, opens a test envelope: only then is the key handed in. */
  private async prove(input: HTMLInputElement): Promise<void> {
    const { made, screens, root } = this;
    if (!made) return;
    let isGood = false;
    try {
      isGood = await provesCopy(made.point, await keysOf(readCopy(await readFile(input)).secret));
    } catch {
      // No copy of ours at all.
    }
    if (!isGood) {
      input.value = "";
      return screens.fill("copy-fault", screens.word("wrong-copy"));
    }
    screens.show("sending");
    await this.memory.keepSecret(root.dataset.teller!, made.secret);
    await navigator.storage?.persist?.();
    const answer = await insist(this.net, root.dataset.accept!, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": root.dataset.token! },
      body: canonicalBytes(await described(made)),
    });
    if (answer.status !== 200) throw refusal(answer);
    await this.work(root.dataset.box!, made.secret);
  }

  private async use(input: HTMLInputElement): Promise<void> {
    const { screens, root } = this;
    let copy;
    try {
      copy = readCopy(await readFile(input));
    } catch {
      input.value = "";
      return screens.fill("use-fault", screens.word("no-copy"));
    }
    if (!(await this.isHandedIn(copy.secret))) {
      input.value = "";
      return screens.fill("use-fault", screens.word("other-key"));
    }
    if (root.dataset.teller) await this.memory.keepSecret(root.dataset.teller, copy.secret);
    else this.memory = await anyMemory();
    await this.work(copy.box, copy.secret);
  }

  /** Of two devices that made a key, the later one's counts; a saved file knows of none. */
  private async isHandedIn(secret: Bytes): Promise<boolean> {
    const { sign } = this.root.dataset;
    return !sign || sign === b64((await keysOf(secret)).signer.key);
  }

  /** From here on one path: wait for the paper, sign for it, wait for the close, open. */
  private async work(box: string, secret: Bytes): Promise<void> {
    const { screens } = this;
    const desk = new Desk(box, await keysOf(secret), this.net, this.memory, Number(this.root.dataset.ahead ?? 0));
    screens.show("kept");
    while (!(await desk.find())) await this.net.pause(LOOK);
    screens.fill("question", desk.contest.question);
    screens.fill("words", twelveWords(desk.contest.fingerprint).join(" "));
    screens.fill("holders", desk.contest.holders.map(({ name }) => name).join(", "));
    const { needed, holders } = desk.contest;
    screens.fill("needed", screens.word("needed", { needed, holders: holders.length }));
    let opened = false;
    for (;;) {
      const state = await desk.state();
      if (state === "waiting") {
        await desk.signReady();
        screens.show("ready");
      } else if (state === "open" || state === "complaints") {
        screens.show("voting");
      } else if (state === "opening" && !opened) {
        screens.show("opening");
        await desk.open(this.watcher(desk));
        opened = true;
      } else if (state === "counted") {
        return screens.show("counted");
      } else if (state === "void") {
        return screens.show("void");
      }
      await this.net.pause(state === "opening" ? 3 : LOOK);
      // The paper may be printed anew without a teller who was not ready.
      if (state === "waiting" && !(await desk.find())) screens.show("kept");
    }
  }

  private watcher(desk: Desk): Watcher {
    const { screens } = this;
    const accused = new Set<string>();
    return {
      progress: async (done, all) => {
        const meter = screens.get<HTMLProgressElement>("progress");
        meter.max = all || 1;
        meter.value = done;
        screens.fill("progress", screens.word("progress", { done, all }));
        await new Promise((drawn) => setTimeout(drawn)); // the page stays quick
      },
      waits: (names, mayGoOn, closed) => {
        screens.only("step", "waits");
        screens.fill("waits", screens.word("waits", { names: names.join(", ") }));
        screens.when("go-on", mayGoOn);
        screens.when("closed", closed > 0);
        screens.fill("closed", screens.word("closed", { closed }));
      },
      step: (name) => {
        screens.only("step", name);
        screens.when("go-on", false);
        screens.say(screens.word(`step-${name}`));
      },
      accused: (name) => {
        accused.add(name);
        screens.when("accused", true);
        screens.fill("accused", [...accused].join(", "));
      },
      goesOn: () => {
        const told = this.isToldToGoOn;
        this.isToldToGoOn = false;
        return told && desk.number > 0;
      },
    };
  }
}

/** A saved file may keep things where its browser lets it. */
async function anyMemory(): Promise<Memory> {
  try {
    await browserMemory.list(new Uint8Array(32));
    return browserMemory;
  } catch {
    return memoryHere();
  }
}

const root = document.querySelector<HTMLElement>("#teller");
if (root) void new TellerPage(root).start();

