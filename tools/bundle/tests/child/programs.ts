import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { readdirSync } from 'node:fs';
import { get } from 'node:http';
import { answerParent } from '../../src/child/answer-parent.ts';

/** What a model's code may do to the process that it runs in. */
answerParent(async ({ does }: { does: string }, next): Promise<unknown> => {
  if (does === 'environment') return Object.keys(process.env).sort();
  if (does === 'exit') process.exit(3);
  if (does === 'hang') for (;;);
  if (does === 'wait forever') await new Promise(() => undefined);
  if (does === 'crash') process.abort();
  if (does === 'reject') throw new Error('no good');
  if (does === 'print') console.log('x'.repeat(1_000_000));
  if (does === 'speak out of turn') process.send?.({ greeting: 'hello' });
  if (does === 'look around') return { cwd: process.cwd(), files: readdirSync('.') };
  if (does === 'connect') await connect();
  if (does === 'hang in a step') {
    next('it thinks', 0.5);
    for (;;);
  }
  return 'done';
});

async function connect(): Promise<void> {
  await fetch('https://b.invalid').catch(() => undefined);
  await new Promise((resolve) => get('http://c.invalid:81').once('error', resolve));
  await lookup('d.invalid').catch(() => undefined);
  const socket = createSocket('udp4');
  try {
    socket.send('hello', 53, 'e.invalid');
  } catch {
    socket.close();
  }
}
