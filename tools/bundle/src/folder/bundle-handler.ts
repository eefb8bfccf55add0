import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildFailure, type Plugin } from 'esbuild';
import { type Finding, findingsOf } from '../finding.ts';

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
 * Bundles `src/handler.ts` of the model in `directory`, if it has one, into the one file `target`, with nothing but
 * Node's own modules left outside.
 * @returns why it could not be done
 */
export async function bundleHandler(directory: string, target: string): Promise<Finding[]> {
  const source = join(directory, 'src', 'handler.ts');
  if (!(await stat(source).catch(() => undefined))?.isFile()) return [];
  try {
    await build({
      // esbuild notes each module's path from here: the bundle must not depend on where the repository lies.
      absWorkingDir: directory,
      entryPoints: [source],
      outfile: target,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      logLevel: 'silent',
      plugins: [refuseOnnxRuntime],
      // CommonJS modules inside an ESM bundle still call require() for Node's own modules.
      banner: {
        js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
      },
    });
    return [];
  } catch (failure) {
    return (failure as BuildFailure).errors.map(({ text, location }) =>
      findingsOf('handler-build')(
        location ? `${location.file}#L${location.line}` : 'src/handler.ts',
        `cannot be bundled (${text})`,
        'mend the import or the source',
      ),
    );
  }
}
