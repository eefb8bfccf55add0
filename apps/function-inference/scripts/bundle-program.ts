import { join } from 'node:path';
import { PROGRAM_OPTIONS } from '@pilotlight/model-runtime/program-options';
import { build } from 'esbuild';
import { bundleRuntime, RUNTIME_FILES } from './bundle-runtime.ts';

/**
 * Bundles the function's program into `outdir` as `index.mjs`, with the texts of its licences beside it.
 * @param platform where it runs, as in `bundleRuntime`
 */
export async function bundleProgram(outdir: string, platform = 'linux/x64'): Promise<void> {
  const external = PROGRAM_OPTIONS.external.filter((name) => name !== 'onnxruntime-node');
  await build({
    absWorkingDir: join(import.meta.dirname, '..'),
    entryPoints: { index: 'src/index.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    ...PROGRAM_OPTIONS,
    external: [...external, RUNTIME_FILES],
    plugins: [bundleRuntime(platform)],
    // There is less to read and to compile at each cold start.
    minify: true,
    legalComments: 'external',
    logLevel: 'warning',
  });
}
