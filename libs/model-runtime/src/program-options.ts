/**
 * esbuild's options for a program that contains the runtime: one ES module for Node, without the native packages, which
 * must be installed beside it.
 */
export const PROGRAM_OPTIONS = {
  bundle: true,
  format: 'esm' as const,
  platform: 'node' as const,
  target: 'node24',
  external: ['onnxruntime-node', 'sharp'],
  // CommonJS modules inside an ES module still call require() for Node's own modules.
  banner: {
    js: "import { createRequire as requireOfTheBundle } from 'node:module';\nconst require = requireOfTheBundle(import.meta.url);",
  },
};
