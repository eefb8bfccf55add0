import { registerHooks } from 'node:module';

/** Native modules that the container provides, so that a bundle needs no platform-specific build. */
const LENT = ['sharp'];

/**
 * Lets the handlers of this thread import the container's modules, wherever the handler is stored. The same holds for
 * packages that a handler imports.
 */
export function lendModules(): void {
  // Resolved before the hook is registered; otherwise resolving would call the hook.
  const urls = new Map(LENT.map((name) => [name, import.meta.resolve(name)]));
  registerHooks({
    resolve(specifier, context, next) {
      const url = urls.get(specifier);
      return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
    },
  });
}
