// Follows the live streams of a page: <div data-live="/live/stream?ticket=…"><b data-live-field="coming">.
for (const part of document.querySelectorAll("[data-live]")) {
  const source = new EventSource(part.dataset.live);
  source.onmessage = (event) => {
    const state = JSON.parse(event.data);
    for (const field of part.querySelectorAll("[data-live-field]")) {
      const value = state[field.dataset.liveField];
      if (value !== undefined && field.textContent !== String(value)) field.textContent = value;
    }
  };
  addEventListener("pagehide", () => source.close(), { once: true });
}
