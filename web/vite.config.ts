import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** What the bundle is built from; the digest lets a test without Node see whether the bundle is up to date. */
const SOURCES = ['src', 'public', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];

function filesOf(path: string): string[] {
  if (path === join('src', 'generated')) return []; // Types only: they leave no trace in the bundle.
  try {
    return readdirSync(path).flatMap((name) => filesOf(join(path, name)));
  } catch {
    return [path];
  }
}

function sourcesDigest(): Plugin {
  return {
    name: 'sources-digest',
    generateBundle() {
      const digest = createHash('sha256');
      for (const file of SOURCES.flatMap(filesOf).sort()) {
        digest.update(`${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${file}\n`);
      }
      this.emitFile({ type: 'asset', fileName: 'sources.sha256', source: `${digest.digest('hex')}\n` });
    },
  };
}

/** Licences that ask to travel with the code. */
function licences(): string {
  const text = (name: string) => readFileSync(`node_modules/${name}/LICENSE`, 'utf8').replaceAll('*/', '* /').trim();
  return ['leaflet', '@mapbox/polyline'].map((name) => `${name}\n\n${text(name)}`).join('\n\n\n');
}

export default defineConfig({
  plugins: [sourcesDigest()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 100_000,
    lib: { entry: 'src/viewer.ts', formats: ['iife'], name: 'roundsman', fileName: () => 'viewer.js', cssFileName: 'viewer' },
    rolldownOptions: { output: { postBanner: `/*! Roundsman viewer, Apache-2.0. It contains:\n\n${licences()}\n*/` } },
  },
  test: { include: ['test/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0]);
