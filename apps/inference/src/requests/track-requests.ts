import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type EndedRequest, newRecord, type RequestRecord } from './request-record.ts';

declare module 'fastify' {
  interface FastifyRequest {
    record: RequestRecord;
  }
}

const CLIENT_LEFT = 499;

/** Adds a record to every request, and calls `onEnd` when its answer is sent or its connection has closed. */
export function trackRequests(app: FastifyInstance, onEnd: (ended: EndedRequest) => void): void {
  app.decorateRequest('record');
  app.addHook('onRequest', (request, reply, done) => {
    const begun = performance.now();
    request.record = newRecord();
    // Fastify's onResponse is not called when the client leaves.
    reply.raw.once('close', () => {
      if (!reply.raw.writableEnded) request.record.caller?.leave();
      onEnd(endedRequest(request, reply, performance.now() - begun));
    });
    done();
  });
}

function endedRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  milliseconds: number,
): EndedRequest {
  const { record, id, method, url } = request;
  const { headersSent, writableEnded, statusCode } = reply.raw;
  if (!writableEnded) record.code ??= 'client_left';
  return Object.assign(record, {
    id,
    method,
    path: url.split('?', 1)[0] ?? url,
    route: request.routeOptions.url ?? '*',
    status: headersSent ? statusCode : CLIENT_LEFT,
    milliseconds,
    requestBytes: record.requestBytes || Number(request.headers['content-length'] ?? 0),
    responseBytes: record.responseBytes || Number(reply.getHeader('content-length') ?? 0),
  });
}
