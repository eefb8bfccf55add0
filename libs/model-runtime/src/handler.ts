import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bundle, BUNDLE_FILES, BundleError } from './bundle.ts';
import { defaultHooks } from './default-hooks.ts';
import type { ModelHooks, Runtime } from './hooks.ts';

export type Hooks = Required<ModelHooks<unknown, unknown, unknown>>;

/** A handler with its model, in one worker thread. */
export interface LoadedHandler {
  readonly hooks: Hooks;
  readonly model: unknown;
}

/**
 * Imports the bundle's handler, fills in the default hooks, and loads the model.
 * @throws BundleError when the handler cannot be imported, lacks `predict`, or cannot load its model
 */
export async function loadHandler(bundle: Bundle, runtime: Runtime): Promise<LoadedHandler> {
  const path = join(bundle.directory, BUNDLE_FILES.handler);
  const hooks = { ...defaultHooks(bundle.manifest), ...(await importHooks(path)) } as Hooks;
  try {
    return { hooks, model: await hooks.loadModel(bundle.directory, runtime) };
  } catch (error) {
    throw new BundleError(`${path} could not load its model: ${(error as Error).message}`);
  }
}

async function importHooks(path: string): Promise<Partial<Hooks>> {
  let exported: Record<string, unknown>;
  try {
    exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (error) {
    throw new BundleError(`${path} could not be imported: ${(error as Error).message}`);
  }
  const names = ['loadModel', 'parseInput', 'predict', 'formatOutput'] as const;
  const given = names.filter((name) => exported[name] !== undefined);
  const wrong = given.filter((name) => typeof exported[name] !== 'function');
  if (wrong.length > 0)
    throw new BundleError(`${path} exports ${wrong.join(', ')}, but as no function`);
  if (!given.includes('predict')) {
    throw new BundleError(
      `${path} exports no predict(batch, model), the one hook that a handler must have; ` +
        `it exports ${Object.keys(exported).join(', ') || 'nothing'}`,
    );
  }
  return Object.fromEntries(given.map((name) => [name, exported[name]]));
}
