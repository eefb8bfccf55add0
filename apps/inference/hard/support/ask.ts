import type { Reply } from './reply.ts';
import { Wire } from './wire.ts';

const SECONDS = 20;

/** The answer to one request over its own connection. @throws Error when there is none in time */
export async function ask(port: number, bytes: Uint8Array): Promise<Reply> {
  const wire = await Wire.open(port);
  wire.send(bytes);
  const reply = await wire.reply(SECONDS).finally(() => wire.cut());
  if (!reply) throw new Error('the connection was closed without an answer');
  return reply;
}

/** The body, parsed as JSON. */
export const jsonOf = ({ body }: Reply): unknown => JSON.parse(body.toString());
