/** One JSON value in the browser's storage. If it fails, `load` gives undefined, `save` does nothing. */
export interface Stored<T> {
  load(): T | undefined;
  save(value: T): void;
  clear(): void;
}

/** @param fits rejects a value that an older page or other code left under `key` */
export function stored<T>(
  storage: () => Storage,
  key: string,
  fits: (value: unknown) => value is T,
): Stored<T> {
  const quietly = <R>(work: () => R): R | undefined => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };
  return {
    load: () =>
      quietly(() => {
        const value: unknown = JSON.parse(storage().getItem(key) ?? 'null');
        return fits(value) ? value : undefined;
      }),
    save: (value) => quietly(() => storage().setItem(key, JSON.stringify(value))),
    clear: () => quietly(() => storage().removeItem(key)),
  };
}

/** Whether `value` is an object other than an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
