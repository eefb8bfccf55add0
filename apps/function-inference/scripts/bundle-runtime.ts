import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Puts the JavaScript of ONNX Runtime into the bundle: as some thirty files it would take 13 ms longer to load. Only the
 * native binding stays outside.
 * @param platform its folder within onnxruntime-node, such as `linux/x64`
 */
export function bundleRuntime(platform: string): Plugin {
  const binding = `onnxruntime-node/bin/napi-v6/${platform}/onnxruntime_binding.node`;
  return {
    name: 'onnxruntime-node',
    setup(build) {
      build.onLoad(
        { filter: /[\\/]onnxruntime-node[\\/]dist[\\/]binding\.js$/ },
        async ({ path }) => {
          const source = await readFile(path, 'utf8');
          const contents = source.replace(/require\(`[^`]+\.node`\)/, `require('${binding}')`);
          if (contents === source)
            throw new Error(`${path} no longer loads its binding by a template`);
          return { contents };
        },
      );
    },
  };
}

/** Its native files. */
export const RUNTIME_FILES = 'onnxruntime-node/bin/*';
