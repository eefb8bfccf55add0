import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildFailure, type Plugin } from 'esbuild';
import { BundleError } from './bundle-error.ts';

/** The container lends its own ONNX Runtime to the handler: one native module, whatever models there are. */
const refuseOnnxRuntime: Plugin = {
  name: 'refuse-onnxruntime',
  setup({ onResolve }) {
    onResolve({ filter: /^onnxruntime-(node|web|common)(\/|$)/ }, ({ path, importer }) => ({
      errors: [
        {
          text: `${importer} imports ${path} at run time: use "import type", and the "ort" of the runtime that loadModel is given`,
        },
      ],
    }));
  },
};

/**
 * Bundles `src/handler.ts` of the model in `directory` into the one file `target`, with nothing but Node's own
 * modules left outside.
 * @throws BundleError when it is missing, does not build, or exports no `predict`
 */
export async function bundleHandler(directory: string, target: string): Promise<void> {
  const source = join(directory, 'src', 'handler.ts');
  if (!(await stat(source).catch(() => undefined))?.isFile()) {
    throw new BundleError(`${source} is missing: the handler, which exports at least predict()`);
  }
  const { metafile } = await build({
    // esbuild notes each module's path from here: the bundle must not depend on where the repository lies.
    absWorkingDir: directory,
    entryPoints: [source],
    outfile: target,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    metafile: true,
    logLevel: 'silent',
    plugins: [refuseOnnxRuntime],
    // CommonJS modules inside an ESM bundle still call require() for Node's own modules.
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
  }).catch((failure: BuildFailure) => {
    const lines = failure.errors.map(({ text, location }) =>
      location ? `  ${location.file}:${location.line}: ${text}` : `  ${text}`,
    );
    throw new BundleError(`${source} could not be bundled:\n${lines.join('\n')}`);
  });
  const exported = Object.values(metafile.outputs).flatMap((output) => output.exports);
  if (!exported.includes('predict')) {
    throw new BundleError(
      `${source} exports ${exported.join(', ') || 'nothing'}, but a handler must export predict(batch, model)`,
    );
  }
}
