// Keeps what is typed into <form data-draft> until it is sent. In this window only (sessionStorage):
// a phone is shared. Never a password, a code, an address, or what is hidden.
{
  const KEPT = "textarea, select, input:not([type=hidden], [type=password], [type=email], [type=tel], [type=file], [autocomplete=one-time-code])";
  const reader = document.querySelector("form.exit")?.dataset.reader;
  const drop = (name) => sessionStorage.removeItem(name);
  const all = (kind) => Object.keys(sessionStorage).filter((name) => kind.test(name));
  // htmx notes a path there.
  const forget = () => all(/^(draft |htmx)/).forEach(drop);
  const read = (name) => JSON.parse(sessionStorage.getItem(name) || "null");

  // Somebody else signed in to the same window.
  for (const name of all(/^draft /)) if (read(name).reader !== reader) drop(name);

  const fields = (form) => [...form.elements].filter((one) => one.name && one.matches(KEPT));
  const ticks = (one) => one.type === "radio" || one.type === "checkbox";
  const values = (form) => fields(form).map((one) => [one.name, ticks(one) ? one.checked : one.value]);
  const freshKey = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const follow = (form) => {
    const name = "draft " + new URL(form.getAttribute("action") || location.href, location).pathname;
    const kept = read(name), line = form.querySelector("[data-kept]");
    // The same form sent again is known by this key, also after the page was loaded anew.
    form.dataset.key = kept?.key || freshKey();
    const keep = () => {
      try {
        sessionStorage.setItem(name, JSON.stringify({ reader, key: form.dataset.key, values: values(form) }));
      } catch {
        drop(name); // too long
      }
    };
    // What the server worked out is newer.
    if (kept && form.dataset.draft === "answered") keep();
    else if (kept && JSON.stringify(kept.values) !== JSON.stringify(values(form))) {
      const inputs = fields(form);
      // A form that has changed meanwhile takes nothing.
      if (kept.values.length === inputs.length && inputs.every((one, n) => one.name === kept.values[n][0])) {
        inputs.forEach((one, n) => (ticks(one) ? (one.checked = kept.values[n][1]) : (one.value = kept.values[n][1])));
        line.hidden = false;
      }
    }
    line.querySelector("button").addEventListener("click", () => {
      drop(name);
      form.dataset.key = freshKey();
      form.reset();
      line.hidden = true;
      fields(form)[0].focus();
    });
    form.addEventListener("input", keep);
    form.addEventListener("sent", () => drop(name));
  };
  const followAll = (root) => root.querySelectorAll("form[data-draft]").forEach(follow);

  followAll(document);
  addEventListener("swapped", () => followAll(document.getElementById("main")));
  addEventListener("forget", forget);
  addEventListener("submit", (event) => event.target.hasAttribute("data-forget") && forget(), { capture: true });
}
