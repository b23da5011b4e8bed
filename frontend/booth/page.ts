// What pages load: the booth where there is one, and the watch over a ballot that was cast.
import { Flow } from "./flow";
import { Screens } from "./screens";
import { watch } from "./watch";

/** What the booth cannot do without; the page has a sentence for each. */
function missing(): string {
  if (!isSecureContext) return "secure";
  const needs = [globalThis.crypto?.subtle, globalThis.indexedDB, globalThis.Worker, navigator.locks];
  return needs.every(Boolean) && "timeout" in AbortSignal ? "" : "browser";
}

const booth = document.querySelector<HTMLElement>("#booth[data-worker]");
if (booth) {
  const lacks = missing();
  if (lacks) {
    const screens = new Screens(booth);
    screens.only("cannot", lacks);
    screens.show("cannot");
  } else {
    void new Flow(booth).start();
  }
}
for (const root of document.querySelectorAll<HTMLElement>("[data-ballot-watch]")) {
  if (!missing()) void watch(root);
}
