import type { IncomingMessage } from 'node:http';
import { ProblemError } from '@pilotlight/contracts';
import { OverloadedError } from '@pilotlight/model-runtime';
import type { FastifyRequest } from 'fastify';
import { bodyTooLarge } from './admit-body.ts';
import type { BodyDrain } from './body-drain.ts';

/**
 * Reads admitted bodies as bytes. Used instead of Fastify's reader, which copies each body once more, and cannot count
 * bodies of unknown length against the budget.
 */
export function bodyReader(limitBytes: number, drain: BodyDrain) {
  return (
    request: FastifyRequest,
    payload: IncomingMessage,
    done: (error: Error | null, body?: Buffer) => void,
  ): void => {
    const { bodyShare: share, record, headers } = request;
    const declared = headers['content-length'];
    const whole = declared === undefined ? undefined : Number(declared);
    const chunks: Buffer[] = [];
    let bytes = 0;

    const finish = (error: Error | null, body?: Buffer) => {
      payload.off('data', onData).off('end', onEnd).off('error', onError);
      share?.release();
      record.requestBytes = bytes;
      if (error) drain.add(payload);
      done(error, body);
    };
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limitBytes) return finish(bodyTooLarge(limitBytes));
      if (share && !share.grow(bytes)) return finish(new OverloadedError(1));
      chunks.push(chunk);
    };
    const onEnd = () => {
      if (whole !== undefined && whole !== bytes) return finish(endedEarly());
      const [first] = chunks;
      // Each chunk has its own memory, so a body of one chunk needs no copy.
      finish(null, chunks.length === 1 && first ? first : Buffer.concat(chunks, bytes));
    };
    const onError = () => finish(endedEarly());
    payload.on('data', onData).on('end', onEnd).on('error', onError);
  };
}

function endedEarly(): ProblemError {
  return new ProblemError('request_invalid', 'The body ended before it was complete');
}
