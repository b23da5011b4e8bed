// Says after a second that something is going on, and keeps a form from being sent twice.
// Loaded before whoever sends a form by itself; that one ends it with the event "idle".
{
  const line = document.getElementById("busy");
  let pressed = null, soon = 0;

  const idle = () => {
    clearTimeout(soon);
    pressed?.removeAttribute("aria-busy");
    pressed = null;
    line.textContent = "";
    line.classList.remove("on");
    for (const form of document.querySelectorAll("[data-busy]")) form.removeAttribute("data-busy");
  };
  const busy = (what) => {
    idle();
    pressed = what;
    pressed?.setAttribute("aria-busy", "true");
    soon = setTimeout(() => {
      line.textContent = line.dataset.words;
      line.classList.add("on");
    }, 1000);
  };

  // First of all: the second tap on a form that is on its way. Not `disabled`, which would take the
  // button's own value out of what is sent.
  addEventListener("submit", (event) => {
    if (event.target.hasAttribute("data-busy")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, { capture: true });

  // What a script sends by itself is prevented by now.
  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    busy(event.submitter);
    event.target.setAttribute("data-busy", "");
  });
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // What is no page (a calendar file, a table) leaves this one standing.
    const opens = link.origin === location.origin && link.pathname.endsWith("/") && !link.target && !link.download;
    if (opens && (link.pathname !== location.pathname || link.search !== location.search)) busy(link);
  });

  addEventListener("idle", idle);
  // Back from the browser's memory, a page must not wait for what is over.
  addEventListener("pageshow", (event) => event.persisted && idle());
}
