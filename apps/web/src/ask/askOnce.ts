import { asFailure } from '../api/failure.ts';
import type { Client, Input, Reply } from '../api/client.ts';
import type { Pacer } from '../api/pacer.ts';

/** Between tries whose answer did not arrive. */
export const AGAIN_SECONDS: readonly number[] = [1, 3];

/** Not `crypto.randomUUID`, which a page that came by plain HTTP does not have. */
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/**
 * Asks `model`. When no answer arrives at all, it asks again: with the same key, so that the service sees one question,
 * whether the earlier request arrived or not.
 * @throws Failure
 */
export async function askOnce(
  client: Client,
  model: string,
  input: Input,
  { pacer, signal }: { pacer: Pacer; signal: AbortSignal },
): Promise<Reply> {
  const key = newKey();
  for (const pauseSeconds of AGAIN_SECONDS) {
    try {
      return await client.predict(model, input, key);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.status !== 0 || failure.offline) throw failure;
    }
    await pacer.pause(pauseSeconds * 1000);
    signal.throwIfAborted();
  }
  return client.predict(model, input, key);
}
