#!/bin/sh
# Checks the screens: types, tests, and that the built files are those of their sources.
# Without Node nothing can be built; then tests/web still sees by a digest whether web/dist is up to date.
set -eu
cd "$(dirname "$0")"

if ! node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then
  echo "web: the screens were not built anew; that needs Node 20 or newer"
  [ -z "${CI:-}" ] || exit 1
  exit 0
fi

if ! cmp -s package-lock.json node_modules/.installed; then
  npm ci --no-progress --loglevel=error
  cp package-lock.json node_modules/.installed
fi
npx tsc --noEmit
npm run --silent test
node types.mjs --check

built="$(mktemp -d)"
trap 'rm -rf "$built"' EXIT
npx vite build --outDir "$built" --logLevel warn
npx vite build --outDir "$built" --logLevel warn --mode desk
npx vite build --outDir "$built" --logLevel warn --mode links
diff -r dist "$built" || { echo "web: web/dist is not what its sources make; run: make ui"; exit 1; }
echo "web: types, tests and built files are sound"
