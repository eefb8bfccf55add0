import { registerHooks } from 'node:module';

/** Native modules that the program provides, so that a bundle needs no platform-specific build. */
const LENT = ['sharp'];

/**
 * Lets the handlers of this thread import the program's modules, wherever the handler is stored. The same holds for
 * packages that a handler imports. A program for models without pictures may have no `sharp`.
 */
export function lendModules(): void {
  // Resolved before the hook is registered; otherwise resolving would call the hook.
  const urls = new Map(LENT.flatMap((name) => installed(name)));
  if (urls.size === 0) return;
  registerHooks({
    resolve(specifier, context, next) {
      const url = urls.get(specifier);
      return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
    },
  });
}

function installed(name: string): [name: string, url: string][] {
  try {
    return [[name, import.meta.resolve(name)]];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return [];
    throw error;
  }
}
