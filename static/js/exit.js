// The exit at once: the page is gone before the server has answered, by the button or by pressing
// Shift three times. Without this script the button is a plain form.
{
  const form = document.querySelector("form.exit");
  const left = document.getElementById("left");
  const WITHIN = 1500; // ms for three

  const pause = (seconds) =>
    new Promise((done) => {
      setTimeout(done, seconds * 1000);
      addEventListener("online", done, { once: true });
    });

  // What the service worker holds is about nobody, but tells that this site was used.
  const clearShell = async () => {
    for (const one of (await navigator.serviceWorker?.getRegistrations()) || []) await one.unregister();
    for (const name of (await window.caches?.keys()) || []) await caches.delete(name);
  };

  let isLeaving = false;
  const leave = async () => {
    if (isLeaving) return;
    isLeaving = true;
    dispatchEvent(new Event("forget"));
    dispatchEvent(new Event("idle"));
    const url = form.action;
    document.title = left.dataset.title;
    for (const one of document.querySelectorAll("link, meta[name=theme-color]")) one.remove();
    document.body.replaceChildren(left.content);
    for (let seconds = 1; ; seconds = Math.min(seconds * 2, 15)) {
      try {
        const answer = await fetch(url, { method: "POST", redirect: "manual", keepalive: true });
        if (answer.type === "opaqueredirect") break;
      } catch {
        // No network: the cookie can only be cleared by the server, so say so and go on trying.
      }
      const line = document.querySelector("[data-waiting]");
      line.textContent = line.dataset.waiting;
      await pause(seconds);
    }
    await clearShell().catch(() => {});
    // In place of the page that was left: Back does not lead to it.
    location.replace(left.dataset.to);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });

  // Pressed and let go alone: with a letter Shift makes a capital, with a tap it selects.
  let presses = [], isAlone = false;
  addEventListener("keydown", (event) => {
    isAlone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!isAlone) presses = [];
  }, { capture: true });
  addEventListener("pointerdown", () => {
    isAlone = false;
    presses = [];
  }, { capture: true });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !isAlone) return;
    isAlone = false;
    presses = [...presses, event.timeStamp].slice(-3);
    if (presses.length === 3 && presses[2] - presses[0] <= WITHIN) leave();
  }, { capture: true });
}
