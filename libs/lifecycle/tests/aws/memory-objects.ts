import type { Payload } from '@pilotlight/hosts';
import type { Objects } from '../../src/aws/index.ts';

/** Objects in memory. */
export function memoryObjects() {
  const bodies = new Map<string, Uint8Array>();
  return {
    bodies,
    /** While set, every call throws it. */
    failure: undefined as Error | undefined,
    async put(key: string, { body }: Payload) {
      if (this.failure) throw this.failure;
      bodies.set(key, body);
    },
    async get(key: string) {
      if (this.failure) throw this.failure;
      return bodies.get(key);
    },
  } satisfies Objects & Record<string, unknown>;
}
