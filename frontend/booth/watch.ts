// On any page of the election: what became of the ballot that this browser cast, or that it has not.
import { spaced } from "./mark";
import { worker } from "./calls";
import { Fault } from "./fault";
import { offer, placeOf } from "./page_parts";
import { Screens } from "./screens";
import { holds } from "./store";
import type { BoxState } from "./box";

type Asks = ReturnType<typeof worker>;

/** Complains by itself while that is possible, compares with the board once there is one, and says so. */
export async function afterClose(screens: Screens, asks: Asks, state: BoxState): Promise<void> {
  const contest = screens.root.dataset.contest!;
  screens.on("complain", async () => {
    const file = await asks.complaint();
    if (file) offer(file, `complaint-${contest}.json`);
  });
  screens.on("bring", async () => {
    const isBrought = await asks.bring().catch(() => false);
    screens.when("brought", isBrought);
    screens.when("not-brought", !isBrought);
  });
  try {
    screens.only("verdict", await verdict(screens, asks, state));
  } catch (fault) {
    const code = fault instanceof Fault ? fault.code : "answer";
    screens.only("verdict", code === "changed" || code === "list" || code === "receipt" ? code : "unknown");
  }
}

async function verdict(screens: Screens, asks: Asks, state: BoxState): Promise<string> {
  if (state === "void") return "void";
  if (state === "counted") {
    const found = await asks.counted();
    if (!found) return "nothing";
    screens.fill("tracker", spaced(found.tracker));
    return found.kind;
  }
  if (state === "open" || state === "waiting") return "nothing";
  return asks.complain();
}

/** The part of a page that stays hidden where this browser holds nothing of the vote. */
export async function watch(root: HTMLElement): Promise<void> {
  const place = placeOf(root);
  if (!(await holds(`${place.contest} ${place.reader}`))) return;
  const screens = new Screens(root);
  const asks = worker(root.dataset.worker!, (isWaiting) => screens.when("waiting", isWaiting));
  root.hidden = false;
  try {
    await asks.place(place);
    const { state } = await asks.look(null);
    if (state === "open") {
      const { hasPapers, pending, stands } = await asks.standing();
      if (!pending) {
        // Nobody but this browser knows, and so nobody else can remind.
        if (hasPapers && !stands) return screens.only("verdict", "uncast");
        return void (root.hidden = true);
      }
      // A tab that was closed while the vote was on its way.
      await asks.resume();
      return screens.only("verdict", "sent");
    }
    await afterClose(screens, asks, state);
  } catch (fault) {
    screens.only("verdict", fault instanceof Fault && fault.code === "changed" ? "changed" : "unknown");
  }
}
