/** Where the phone is, as long as the driver lets it be known and the page is open. */

const LEAST_MS = 30_000;

/** Begin to tell the position, at most twice a minute; returns how to end it. */
export function followPosition(tell: (lon: number, lat: number, accuracy_m: number) => void, unknown: () => void): () => void {
  if (!('geolocation' in navigator)) {
    unknown();
    return () => undefined;
  }
  let last = 0;
  const watch = navigator.geolocation.watchPosition(({ coords }) => {
    if (Date.now() - last < LEAST_MS) return;
    last = Date.now();
    tell(round(coords.longitude), round(coords.latitude), Math.round(coords.accuracy));
  }, unknown, { enableHighAccuracy: true, maximumAge: LEAST_MS });
  return () => navigator.geolocation.clearWatch(watch);
}

/** Five decimals are about a metre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
