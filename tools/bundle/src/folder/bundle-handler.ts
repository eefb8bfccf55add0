import { join } from 'node:path';
import { build, type BuildFailure, type Message, type Plugin } from 'esbuild';
import { type Finding, findingsOf } from '../finding.ts';

export interface BundledHandler {
  /** One module; undefined when it could not be built, for which `findings` give the reason. */
  readonly code: string | undefined;
  /** Its source map, with sources relative to the model's folder: for the lint, not for the bundle. */
  readonly map: string | undefined;
  readonly findings: readonly Finding[];
}

/** Never written; the paths in the source map are relative to it. */
const OUTPUT = 'handler.mjs';

/** The container passes its own ONNX Runtime to the handler, so that all models share one native module. */
const refuseOnnxRuntime: Plugin = {
  name: 'refuse-onnxruntime',
  setup({ onResolve }) {
    onResolve({ filter: /^onnxruntime-(node|web|common)(\/|$)/ }, ({ path, importer }) => ({
      errors: [
        {
          text: `${importer} imports ${path} at run time: use "import type", and "ort" of the runtime that loadModel gets`,
        },
      ],
    }));
  },
};

/**
 * Bundles the handler `source` of the model in `directory`, an absolute path. Only Node's own modules and sharp stay
 * external. Writes nothing.
 */
export async function bundleHandler(directory: string, source: string): Promise<BundledHandler> {
  try {
    const { outputFiles } = await build({
      // esbuild writes module paths relative to this directory: the bundle must not depend on the repository's
      // location.
      absWorkingDir: directory,
      entryPoints: [join(directory, source)],
      write: false,
      outfile: join(directory, OUTPUT),
      sourcemap: 'external',
      sourcesContent: false,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      logLevel: 'silent',
      plugins: [refuseOnnxRuntime],
      // A native module, which the container provides.
      external: ['sharp'],
      // CommonJS modules inside an ESM bundle still call require() for Node's own modules. It is a global, and imported
      // under an unusual name: names of the module would collide with those of a handler that makes its own require.
      banner: {
        js: "import { createRequire as requireOfTheBundle } from 'node:module';\nglobalThis.require ??= requireOfTheBundle(import.meta.url);",
      },
    });
    const [code, map] = ['', '.map'].map(
      (end) => outputFiles.find(({ path }) => path.endsWith(OUTPUT + end))?.text,
    );
    return { code, map, findings: [] };
  } catch (failure) {
    const findings = (failure as BuildFailure).errors.map((error) => buildError(source, error));
    return { code: undefined, map: undefined, findings };
  }
}

function buildError(source: string, { text, location }: Message): Finding {
  const missing = /^Could not resolve "((?:@[\w.-]+\/)?\w[\w.-]*)/.exec(text)?.[1];
  const wanted = missing
    ? `run \`npm install ${missing}\` in the repository's root, or correct the import`
    : 'correct the import or the source';
  const where = location ? `${location.file}#L${location.line}` : source;
  return findingsOf('handler-build')(where, `cannot be bundled (${text})`, wanted);
}
