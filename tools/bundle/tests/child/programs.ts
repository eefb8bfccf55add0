import { answerParent } from '../../src/child/in-child.ts';

/** What a model's code may do to the process that it runs in. */
answerParent(async ({ does }: { does: string }): Promise<unknown> => {
  if (does === 'environment') return Object.keys(process.env).sort();
  if (does === 'exit') process.exit(3);
  if (does === 'hang') for (;;);
  if (does === 'wait for ever') await new Promise(() => undefined);
  if (does === 'crash') process.abort();
  if (does === 'reject') throw new Error('no good');
  if (does === 'print') console.log('x'.repeat(1_000_000));
  if (does === 'speak out of turn') process.send?.({ greeting: 'hello' });
  return 'done';
});
