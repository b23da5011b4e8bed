// Registers the service worker: for the signed in only, so that whoever just looks leaves nothing.
if ("serviceWorker" in navigator && isSecureContext) {
  const language = document.documentElement.lang;
  // Where it is refused the product works as without it.
  navigator.serviceWorker.register(`/sw.js?lang=${language}`, { updateViaCache: "none" }).catch(() => {});
}
