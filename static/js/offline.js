// The page that was wanted comes by itself: this one stands at its address.
const ask = () =>
  fetch("/healthz", { cache: "no-store" }).then(
    () => location.reload(),
    () => setTimeout(ask, 5e3),
  );
addEventListener("online", ask);
setTimeout(ask, 5e3);
