// Follows what changes: <div data-live="/live/stream?ticket=…"> with <b data-live-field="coming"> in it
// and <line data-live-meter="coming" data-most="30">, which grows from where its language begins.
// <div data-live-vote="…" hidden> shows the result of that vote with the message that declares it.
// With data-live-fragment its sections, each with an id, are fetched anew when data-live-mark is old:
// within seconds, so that a hall does not ask at once, later where only the stack is another; every ten
// where the stream is down. With data-live-part, a ticket, what a new version shows to many alike is asked
// of the live process first; what it does not keep, and one's own, comes from data-live-fragment.
let skew = 0;
const clocks = () => {
  for (const one of document.querySelectorAll("[data-until]")) {
    const left = Math.round((one.dataset.until - Date.now() - skew) / 1000), size = Math.abs(left);
    one.textContent = `${left < 0 ? "−" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
    const clock = one.parentElement, state = left <= 0 ? "over" : left <= one.dataset.warn ? "soon" : "running";
    if (clock.dataset.state === state) continue;
    if (clock.dataset.state && clock.hasAttribute("data-buzz")) navigator.vibrate?.(state === "over" ? [200, 100, 200] : 200);
    clock.dataset.state = state;
  }
};
setInterval(clocks, 1000);

const key = (one) => one.id || one.href || (one.form && [one.form.action, one.name, one.value].join("|"));
const isBusy = (section) =>
  section.querySelector(":active, :popover-open") ||
  [...section.querySelectorAll("input:not([type=hidden]), textarea, select")].some(
    (one) => one === document.activeElement || one.checked !== one.defaultChecked || (one.defaultValue ?? one.value) !== one.value
  );
const swap = (section, fresh) => {
  const held = section.contains(document.activeElement) && key(document.activeElement);
  const open = [...section.querySelectorAll("details[id][open]")].map((one) => one.id);
  section.className = fresh.className;
  section.replaceChildren(...fresh.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (held) [...section.querySelectorAll("a, button, input, summary")].find((one) => key(one) === held)?.focus({ preventScroll: true });
};

// A tap on “For” is answered where it stands, without another page; what is not simply counted is sent
// again as a form, for the page that says why.
addEventListener("submit", async (event) => {
  const form = event.target, button = event.submitter;
  if (event.defaultPrevented || !button || !form.matches(".vote-buttons")) return;
  event.preventDefault();
  form.setAttribute("data-busy", "");
  button.setAttribute("aria-busy", "true");
  const body = new URLSearchParams(new FormData(form)), headers = { "X-Sent-By-Script": "1" };
  body.append(button.name, button.value);
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, headers, signal: AbortSignal.timeout(20000) });
  } catch {}
  form.removeAttribute("data-busy");
  button.removeAttribute("aria-busy");
  if (answer?.status !== 204 || answer.headers.has("X-Not-Done")) {
    const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    form.append(chosen);
    return form.submit();
  }
  for (const one of form.querySelectorAll("button")) one.setAttribute("aria-pressed", `${one === button}`);
  form.parentElement.querySelector(".vote-mine").textContent = button.dataset.said;
});

for (const part of document.querySelectorAll("[data-live]")) {
  const { live, liveFragment, liveEvery, liveNow } = part.dataset;
  const stale = part.querySelector("[data-live-stale]"), seen = {};
  let source, asks, tag = "", soon = 0, isUrgent = false, isLate = false, isDown = false, shown = new Date(), latest = {};
  if (liveNow) skew = liveNow - Date.now();

  const end = () => {
    clearInterval(asks);
    source.close();
  };
  // Whoever has voted sees it while the vote is open: the part for all does not say so.
  const hasOwn = () => latest.voting === "open" && part.querySelector(".vote-buttons [aria-pressed=true]");
  const alike = async () => {
    const [version, stack] = [latest.version, latest.stack];
    const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
    if (!part.dataset.livePart || !token || hasOwn()) return false;
    const query = new URLSearchParams({ ticket: part.dataset.livePart, mark: `${version}.${stack}` });
    try {
      const answer = await fetch(`/live/part?${query}`, { signal: AbortSignal.timeout(4000) });
      if (answer.status !== 200) return false;
      const html = await answer.text();
      // What the stack changed of one's own is still asked for, later.
      const mark = `${version}.${part.dataset.liveMark.split(".")[1]}`;
      return hasOwn() ? false : { answer, mark, html: html.replaceAll("the-token-of-whoever-reads-it", token) };
    } catch {
      return false;
    }
  };
  const load = async () => {
    const isNew = isUrgent;
    clearTimeout(soon);
    soon = 0;
    isUrgent = false;
    const shared = isNew && (await alike());
    if (shared) return show(shared.answer, shared.html, shared.mark, "");
    let answer, html;
    try {
      answer = await fetch(liveFragment, { headers: tag ? { "If-None-Match": tag } : {}, signal: AbortSignal.timeout(8000) });
      html = await answer.text();
    } catch {
      answer = undefined; // a body that broke off is no answer
    }
    if (answer?.status === 404) return end(); // what was followed is over
    // What was followed is no longer theirs: the whole page says so. Not at once after it has been
    // loaded, so that no page loads without end.
    if (answer?.status === 403 && performance.now() > 10000) return end(), location.reload();
    const mark = answer?.headers.get("X-Mark");
    if (!mark) {
      // The stream may stand and say nothing new: what was missed is asked for again.
      if (!answer || answer.status >= 500 || answer.status === 403) soon ||= setTimeout(load, 5000);
      if (!stale) return;
      const time = shown.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      stale.textContent = stale.dataset.words.replace("{time}", time);
      stale.hidden = false;
      return;
    }
    if (answer.status === 200) part.dataset.livePart = answer.headers.get("X-Part") ?? "";
    show(answer, html, mark, answer.headers.get("ETag"));
  };
  // A ticket ends after a quarter of an hour: each page asks for another before, and not all at once.
  const renew = () => {
    tag = "";
    load();
  };
  const show = (answer, html, mark, newTag) => {
    skew = answer.headers.get("X-Now") - Date.now();
    shown = new Date();
    if (stale) stale.hidden = true;
    if (answer.status !== 200) return;
    isLate = false;
    for (const fresh of new DOMParser().parseFromString(html, "text/html").body.children) {
      const section = document.getElementById(fresh.id), text = fresh.outerHTML;
      if (!section || seen[fresh.id] === text) continue;
      if (isBusy(section)) isLate = true;
      else swap(section, fresh, (seen[fresh.id] = text));
    }
    clocks();
    if (isLate) return (soon = setTimeout(load, 3000));
    tag = newTag;
    part.dataset.liveMark = mark;
    for (const one of document.querySelectorAll("input[name=version]")) one.value = mark.split(".")[0];
    if (!newTag) plan();
  };
  // Once what has been told is not what is shown.
  const plan = () => {
    const mark = part.dataset.liveMark;
    if (!liveFragment || latest.version === undefined || mark === `${latest.version}.${latest.stack}`) return;
    const isNew = mark !== undefined && mark.split(".")[0] !== `${latest.version}`;
    if (soon && (isUrgent || !isNew)) return;
    clearTimeout(soon);
    // Milliseconds: of each who is here, and in all. The live process answers ten where the web process answers one.
    const [each, most] = isNew ? (part.dataset.livePart ? [1, 10000] : [8, 20000]) : [20, 60000];
    soon = setTimeout(load, Math.random() * Math.min(most, Math.max(2000, each * latest.present)));
    isUrgent = isNew;
  };
  const follow = () => {
    source = new EventSource(live);
    source.onopen = () => {
      if (isDown && liveFragment) load();
      isDown = false;
    };
    source.onerror = () => {
      isDown = true;
      if (source.readyState === EventSource.CLOSED) setTimeout(follow, 30000);
    };
    source.onmessage = (event) => {
      const state = (latest = JSON.parse(event.data));
      for (const field of part.querySelectorAll("[data-live-field]")) {
        const value = state[field.dataset.liveField];
        if (value !== undefined && field.textContent !== String(value)) field.textContent = value;
      }
      for (const told of part.querySelectorAll("[data-live-vote]")) {
        if (!state.outcome || told.dataset.liveVote !== state.vote) continue;
        for (const one of told.querySelectorAll("[data-live-outcome]")) one.hidden = one.dataset.liveOutcome !== state.outcome;
        told.querySelector("[data-live-numbers]").hidden = state.for === undefined;
        told.hidden = false;
      }
      for (const bar of part.querySelectorAll("[data-live-meter]")) {
        const value = state[bar.dataset.liveMeter];
        if (value === undefined) continue;
        const share = Math.min(100, Math.max(0, (100 * value) / bar.dataset.most));
        bar.setAttribute("x2", `${document.dir === "rtl" ? 100 - share : share}%`);
      }
      plan();
    };
  };
  follow();
  if (part.dataset.livePart) setInterval(renew, (5 + 5 * Math.random()) * 60000);
  if (liveFragment) {
    asks = setInterval(() => (isDown || liveEvery || stale?.hidden === false) && load(), (liveEvery || 10) * 1000);
    addEventListener("online", load);
  }
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && (follow(), liveFragment && load()));
}
clocks();
