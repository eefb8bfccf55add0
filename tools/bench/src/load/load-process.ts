import type { Load, LoadReply } from './load-types.ts';
import { runLoad } from './run-load.ts';

/** The load generator's own process: one load at a time by message, its figures back. */
process.on('message', async (load: Load) => {
  let reply: LoadReply;
  try {
    reply = { figures: await runLoad(load) };
  } catch (error) {
    reply = { failure: (error as Error).message };
  }
  process.send?.(reply);
});
process.once('disconnect', () => process.exit());
