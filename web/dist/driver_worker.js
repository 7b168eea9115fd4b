// Keeps the page of a driver's link on the phone, so that it opens without a network; it keeps nothing of rounds.
const KEPT = 'roundsman-driver';
const PAGE = '/driver/page';
const FILES = ['/links.js', '/links.css'];
const PATIENCE_MS = 5000;

self.addEventListener('install', (event) => {
  const keep = caches.open(KEPT).then((kept) => kept.addAll([PAGE, ...FILES]));
  event.waitUntil(keep.then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  const isPage = event.request.mode === 'navigate' && pathname.startsWith('/driver/');
  if (isPage || FILES.includes(pathname)) event.respondWith(newest(isPage ? PAGE : pathname));
});

/** What the server has now; where it does not answer in time, what it had. */
async function newest(address) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) await kept.put(address, answer.clone());
    return answer;
  } catch {
    return (await kept.match(address)) ?? Response.error();
  }
}
