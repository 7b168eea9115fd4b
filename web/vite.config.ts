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

/** What is built, by `--mode`: the page of plans, and beside it the other screens and the small pages that links lead to. */
const VIEWER = {
  name: 'viewer', entry: 'src/viewer.ts', emptyOutDir: true, plugins: [sourcesDigest()],
  banner: () => `/*! Roundsman viewer, Apache-2.0. It contains:\n\n${licences()}\n*/`,
};
const BESIDE: Record<string, typeof VIEWER> = {
  desk: { name: 'desk', entry: 'src/desk/desk.ts', emptyOutDir: false, plugins: [], banner: () => '/*! Roundsman, Apache-2.0. */' },
  links: { name: 'links', entry: 'src/links/links.ts', emptyOutDir: false, plugins: [], banner: () => '/*! Roundsman, Apache-2.0. */' },
};

export default defineConfig(({ mode }) => {
  const { name, entry, emptyOutDir, plugins, banner } = BESIDE[mode] ?? VIEWER;
  return {
    plugins,
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir,
      assetsInlineLimit: 100_000,
      lib: { entry, formats: ['iife'], name: 'roundsman', fileName: () => `${name}.js`, cssFileName: name },
      rolldownOptions: { output: { postBanner: banner() } },
    },
    test: { include: ['test/**/*.test.ts'] },
  } as ReturnType<Exclude<Parameters<typeof defineConfig>[0], object>>;
});
