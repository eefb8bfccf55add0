/**
 * Bundles the Lambda function in the working directory: `src/index.ts` → `dist/index.mjs`, with all its dependencies.
 * What is imported by `import()` is in `dist/chunks`, and read at its first use: a cold start takes less time. Beside
 * each file, `*.LEGAL.txt` has the texts of the licences.
 */
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'esbuild';

/** CommonJS packages in the bundle load Node's modules with `require`, which an ES module has to define. */
const REQUIRE =
  "import { createRequire as pilotlightRequire } from 'node:module';" +
  'const require = pilotlightRequire(import.meta.url);';

await rm('dist', { recursive: true, force: true });

const { metafile } = await build({
  entryPoints: { index: 'src/index.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  // The compilers of schemas, which Fastify loads unless the application brings others, as the API does.
  external: ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler'],
  banner: { js: REQUIRE },
  legalComments: 'external',
  metafile: true,
  logLevel: 'warning',
});
const { outputs } = metafile;
if (!outputs['dist/index.mjs']) throw new Error('esbuild did not write dist/index.mjs');

/** Adds to `files` the file and what it imports by `import` statements: what a cold start reads. */
function addRead(file, files) {
  if (files.has(file)) return files;
  files.add(file);
  const imports = outputs[file].imports.filter(
    ({ kind, external }) => kind === 'import-statement' && !external,
  );
  for (const { path } of imports) addRead(path, files);
  return files;
}

const bytes = [...addRead('dist/index.mjs', new Set())].reduce(
  (sum, file) => sum + outputs[file].bytes,
  0,
);
console.log(
  `${basename(process.cwd())}: a cold start reads ${Math.round(bytes / 1024)} KB of dist`,
);
