// Sends a form whose button says data-send, and tries again where the network fails.
// "once": the server knows the form by its key and does it once; "again": doing it twice is harmless.
{
  const PATIENCE = 20_000; // for one try
  const WAITS = [1, 2, 4, 8]; // seconds between tries, and then 15

  const pause = (seconds) =>
    new Promise((done) => {
      setTimeout(done, seconds * 1000);
      addEventListener("online", done, { once: true });
    });

  const tryOnce = async (url, body, headers) => {
    const answer = await fetch(url, { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE) });
    return { answer, text: answer.status === 204 ? "" : await answer.text() };
  };

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
        const { status } = found.answer;
        if ([502, 503, 504].includes(status) || (status === 409 && headers["X-Send-Key"])) throw found = null;
      } catch {
        line.textContent = line.dataset.waiting;
        await pause(WAITS[tries] || 15);
      }
    }

    const { answer, text } = found;
    const goesTo = answer.headers.get("X-Goes-To");
    if (goesTo) {
      if (!answer.headers.has("X-Not-Done")) {
        line.textContent = line.dataset.sent;
        form.dispatchEvent(new Event("sent"));
      }
      const page = location.href.split("#")[0];
      location.assign(goesTo);
      // A place on the page that is shown would only be scrolled to.
      if (new URL(goesTo, page).href.startsWith(page + "#")) location.reload();
      return;
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
