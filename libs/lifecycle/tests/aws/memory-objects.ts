import type { Objects } from '../../src/aws/index.ts';

/** Objects in memory. */
export function memoryObjects() {
  const texts = new Map<string, string>();
  return {
    texts,
    /** While set, every call throws it. */
    failure: undefined as Error | undefined,
    async put(key: string, text: string) {
      if (this.failure) throw this.failure;
      texts.set(key, text);
    },
    async get(key: string) {
      if (this.failure) throw this.failure;
      return texts.get(key);
    },
  } satisfies Objects & Record<string, unknown>;
}
