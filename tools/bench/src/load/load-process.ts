import type { Load, LoadReply } from './load-types.ts';
import { runLoad } from './run-load.ts';

/** The process of the load generator: receives one load at a time, and replies with its figures. */
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
