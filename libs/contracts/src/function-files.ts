import { Type, type Static } from 'typebox';
import { ModelName } from './manifest.ts';

/** Where a function finds its program and its model on a file system that it mounts. */
export const FUNCTION_FILES = {
  /** Where the file system is mounted. It has a folder for each bundle, named by a hash. */
  mount: '/mnt/model',
  /** Within a bundle's folder, written last: without it the folder is not complete. */
  marker: '.complete',
  /** Within a bundle's folder: the program and its native runtime. */
  program: 'program',
  /** Within a bundle's folder, once no function uses it any more. */
  unused: '.unused',
} as const;

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** Asks the loader to copy a bundle and its program to the file system; done when it answers. */
export const LoadRequest = Type.Object({
  files: Type.Literal('load'),
  model: ModelName,
  /** The name of the folder: a hash of the bundle and its program. */
  hash: Hash,
  /** Of the bundle, `model.tar.gz`. */
  bucket: Type.String({ minLength: 3 }),
  key: Type.String({ minLength: 1 }),
  /** Which of the programs within the loader's own package. */
  program: Type.String({ pattern: '^[a-z-]+$' }),
});

/**
 * Tells the loader what the functions use from now on. It marks every other folder as unused, and removes those that
 * were marked long enough ago.
 */
export const TidyRequest = Type.Object({
  files: Type.Literal('tidy'),
  used: Type.Array(Type.Object({ model: ModelName, hash: Hash })),
});

/** What the loader is invoked with. */
export const LoaderRequest = Type.Union([LoadRequest, TidyRequest]);

export type LoadRequest = Static<typeof LoadRequest>;
export type TidyRequest = Static<typeof TidyRequest>;
