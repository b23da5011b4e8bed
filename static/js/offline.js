// The page that was wanted comes by itself: this one stands at its address. The browser's word that
// there is a connection can be early, or not come at all, so it is asked for now and then, too.
const EVERY = 5000; // ms

async function fetched() {
  try {
    await fetch("/healthz", { method: "HEAD", cache: "no-store", credentials: "omit" });
    return true;
  } catch {
    return false;
  }
}

async function ask() {
  if (await fetched()) location.reload();
  else setTimeout(ask, EVERY);
}

addEventListener("online", ask);
setTimeout(ask, EVERY);
