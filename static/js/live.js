// Follows the live streams of a page: <div data-live="/live/stream?ticket=…"><b data-live-field="coming">.
// A meter in it, <line data-live-meter="coming" data-most="30">, grows from where its language begins.
for (const part of document.querySelectorAll("[data-live]")) {
  const source = new EventSource(part.dataset.live);
  source.onmessage = (event) => {
    const state = JSON.parse(event.data);
    for (const field of part.querySelectorAll("[data-live-field]")) {
      const value = state[field.dataset.liveField];
      if (value !== undefined && field.textContent !== String(value)) field.textContent = value;
    }
    for (const bar of part.querySelectorAll("[data-live-meter]")) {
      const value = state[bar.dataset.liveMeter];
      if (value === undefined) continue;
      const share = Math.min(100, Math.max(0, (100 * value) / bar.dataset.most));
      bar.setAttribute("x2", `${document.dir === "rtl" ? 100 - share : share}%`);
    }
  };
  addEventListener("pagehide", () => source.close(), { once: true });
}
