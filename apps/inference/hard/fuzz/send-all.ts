import fc from 'fast-check';
import type { Attempt } from './attempt.ts';
import { Sender, type Tally } from './send.ts';

/** Set `FUZZ_SEED` to repeat a run. */
export const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
/** Concurrent senders, each with its own connection. */
const SENDERS = 24;
/** How many attempts are generated at a time. */
const BLOCK = 500;

/** Generates attempts in blocks, and sends each block with all senders. */
export async function sendAll(port: number, arbitrary: fc.Arbitrary<Attempt>, count: number) {
  const tally: Tally = { answers: new Map(), faults: [] };
  const senders = Array.from({ length: SENDERS }, () => new Sender(port, tally));
  let sent = 0;
  for (let block = 0; sent < count; block++) {
    const size = Math.min(BLOCK, count - sent);
    const waiting = fc.sample(arbitrary, { seed: (seed + block * 1_000_003) | 0, numRuns: size });
    await Promise.all(
      senders.map(async (sender) => {
        for (let next = waiting.pop(); next; next = waiting.pop()) {
          await sender.send(next);
          sent += 1;
        }
      }),
    );
  }
  for (const sender of senders) sender.close();
  return { sent, tally };
}
