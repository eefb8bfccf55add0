import { registerHooks } from 'node:module';

/** Native modules that the container has, so that no bundle needs a build of its own for each machine. */
const LENT = ['sharp'];

/**
 * Lets the handlers of this thread import what the container has, from wherever they lie. Modules that a handler's own
 * packages import are found so too.
 */
export function lendModules(): void {
  // Worked out before the hook is there, which it would call.
  const urls = new Map(LENT.map((name) => [name, import.meta.resolve(name)]));
  registerHooks({
    resolve(specifier, context, next) {
      const url = urls.get(specifier);
      return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
    },
  });
}
