import { join } from 'node:path';
import { build, type BuildFailure, type Message, type Plugin } from 'esbuild';
import { type Finding, findingsOf } from '../finding.ts';

export interface BundledHandler {
  /** One module; undefined when `findings` say why it could not be made. */
  readonly code: string | undefined;
  /** Its source map, with sources relative to the model's folder: for the lint, not for the bundle. */
  readonly map: string | undefined;
  readonly findings: readonly Finding[];
}

/** Named, but never written: paths in the source map begin where it would lie. */
const OUTPUT = 'handler.mjs';

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
 * Bundles the handler `source` of the model in `directory`, an absolute path, with nothing but Node's own modules and
 * sharp left outside. Writes nothing.
 */
export async function bundleHandler(directory: string, source: string): Promise<BundledHandler> {
  try {
    const { outputFiles } = await build({
      // esbuild notes each module's path from here: the bundle must not depend on where the repository lies.
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
      // The container lends it, being native.
      external: ['sharp'],
      // CommonJS modules inside an ESM bundle still call require() for Node's own modules. A global, under a name that
      // no handler imports: names of the module would collide with those of a handler that makes its own require.
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
