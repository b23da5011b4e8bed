// Sends a form whose button says data-send, and tries again where the network fails.
// "once": the server knows the form by its key and does it once; "again": doing it twice is harmless.
{
  const PATIENCE = 20_000; // for one try
  const WAITS = [1, 2, 4, 8, 15]; // seconds between tries

  const pause = (seconds) =>
    new Promise((done) => {
      const go = () => {
        clearTimeout(timer);
        removeEventListener("online", go);
        done();
      };
      const timer = setTimeout(go, seconds * 1000);
      addEventListener("online", go);
    });

  const tryOnce = async (url, body, headers) => {
    const broken = new AbortController();
    const timer = setTimeout(() => broken.abort(), PATIENCE);
    try {
      const answer = await fetch(url, { method: "POST", body, headers, signal: broken.signal });
      return { answer, text: answer.status === 204 ? "" : await answer.text() };
    } finally {
      clearTimeout(timer);
    }
  };

  const isAway = (status, headers) =>
    [502, 503, 504].includes(status) || (status === 409 && "X-Send-Key" in headers);

  // The answer is a page: a fault to mend, or why not. It takes the place of what is shown.
  const show = (text, line) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const main = page.getElementById("main");
    if (!main) return (line.textContent = page.querySelector("h1")?.textContent || "…");
    document.title = page.title;
    document.getElementById("main").replaceWith(main);
    window.htmx?.process(main);
    dispatchEvent(new Event("swapped"));
    scrollTo(0, 0);
    (main.querySelector("[role=alert]") || main).focus();
  };

  // A place on this very page would be scrolled to, and the page shown as it was: the address that
  // it leaves is made another one, so that it is loaded anew.
  const go = (url) => {
    const isHere = url.pathname + url.search === location.pathname + location.search;
    if (isHere && url.hash) history.replaceState(null, "", url.search ? url.pathname : "?");
    location[isHere ? "replace" : "assign"](url);
  };

  const send = async (form, button) => {
    const url = form.getAttribute("action") || location.href;
    const body = new URLSearchParams(new FormData(form));
    if (button.name) body.append(button.name, button.value);
    const headers = { "X-Sent-By-Script": "1" };
    if (button.dataset.send === "once") headers["X-Send-Key"] = form.dataset.key;

    const line = form.querySelector("[data-sending]");
    const typed = form.querySelectorAll(".field");
    button.parentElement.before(line);
    // What changed meanwhile would not be sent.
    typed.forEach((one) => (one.inert = true));

    let found;
    for (let tries = 0; !found; tries++) {
      try {
        found = await tryOnce(url, body, headers);
        if (isAway(found.answer.status, headers)) throw found = null;
      } catch {
        line.textContent = line.dataset.waiting;
        await pause(WAITS[Math.min(tries, WAITS.length - 1)]);
      }
    }

    const { answer, text } = found;
    const goesTo = answer.headers.get("X-Goes-To");
    if (goesTo) {
      if (!answer.headers.has("X-Not-Done")) {
        line.textContent = line.dataset.sent;
        form.dispatchEvent(new Event("sent"));
      }
      return go(new URL(goesTo, location));
    }
    typed.forEach((one) => (one.inert = false));
    line.textContent = "";
    dispatchEvent(new Event("idle"));
    show(text, line);
  };

  addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button?.dataset.send) return;
    event.preventDefault();
    send(event.target, button);
  });
}
