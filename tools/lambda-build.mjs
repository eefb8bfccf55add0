/**
 * Bundles the Lambda function in the working directory: `src/index.ts` → `dist/index.mjs`, with all its dependencies.
 * `index.mjs.LEGAL.txt` beside it holds the texts of their licences.
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
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.mjs',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: { js: REQUIRE },
  legalComments: 'external',
  metafile: true,
  logLevel: 'warning',
});
const output = metafile.outputs['dist/index.mjs'];
if (!output) throw new Error('esbuild did not write dist/index.mjs');
console.log(`${basename(process.cwd())}: dist/index.mjs ${Math.round(output.bytes / 1024)} KB`);
