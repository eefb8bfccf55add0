import { asFailure } from '../api/failure.ts';
import type { Client, Input, Reply } from '../api/client.ts';
import type { Pacer } from '../api/pacer.ts';

/** Pauses between attempts when no response arrives. */
export const AGAIN_SECONDS: readonly number[] = [1, 3];

/** Not `crypto.randomUUID`, which does not exist on pages served over plain HTTP. */
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/**
 * Asks `model`. When no response arrives, it retries with the same idempotency key, so that the service sees one
 * question whether or not an earlier request arrived.
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
