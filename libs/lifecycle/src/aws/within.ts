/** A call did not end within the time that we give it. */
export class DeadlineError extends Error {
  constructor(seconds: number) {
    super(`no answer within ${seconds} s`);
    this.name = 'DeadlineError';
  }
}

/**
 * Runs `call` for at most `seconds`, its retries included. The signal alone is not enough: the SDK's pause between two
 * tries does not listen to it.
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
