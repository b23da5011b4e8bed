// Holds the shell and one offline page, and no page of anybody: what a member sees is in no cache.
const CACHE = `shell-${SHELL.version}`;
const HELD = new Set(SHELL.files);

// Without cookies, so that nothing that is kept can be about a person.
const fetched = (url) => new Request(url, { cache: "no-cache", credentials: "omit" });

addEventListener("install", (event) => {
  const keep = async () => (await caches.open(CACHE)).addAll([...SHELL.files, SHELL.offline].map(fetched));
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    // The page is asked for while this script still wakes up.
    await self.registration.navigationPreload?.enable();
  };
  event.waitUntil(tidy());
});

const answered = async (event) => {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    return (await caches.match(SHELL.offline, { cacheName: CACHE, ignoreVary: true })) || Response.error();
  }
};

const kept = async (request) => {
  const hit = () => caches.match(request, { cacheName: CACHE, ignoreVary: true });
  if (SHELL.lasting) return (await hit()) || fetch(request);
  return fetch(request).catch(async () => (await hit()) || Response.error());
};

// Whatever is sent, streams, files and other sites pass by as if this script were not there.
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (HELD.has(url.pathname) && !url.search) event.respondWith(kept(request));
  else if (request.mode === "navigate" && url.pathname.endsWith("/") && !url.pathname.startsWith("/live/"))
    event.respondWith(answered(event));
});
