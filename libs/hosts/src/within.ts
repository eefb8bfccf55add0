/** A call exceeded our time limit. */
export class DeadlineError extends Error {
  constructor(seconds: number) {
    super(`no answer within ${seconds} s`);
    this.name = 'DeadlineError';
  }
}

/**
 * Runs `call` for at most `seconds`, including retries. The abort signal alone is not enough: the SDK ignores it during
 * the pause between two tries.
 * @throws DeadlineError
 */
export function within<T>(
  seconds: number,
  call: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const abortSignal = AbortSignal.timeout(seconds * 1000);
  const late = new Promise<never>((_, reject) => {
    abortSignal.addEventListener('abort', () => reject(new DeadlineError(seconds)));
  });
  return Promise.race([call({ abortSignal }), late]);
}
