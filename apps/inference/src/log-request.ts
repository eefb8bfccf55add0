import type { FastifyReply, FastifyRequest } from 'fastify';

/** One line a request: what is needed to count and to time it, and nothing of what it said. */
export async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { method, url } = request;
  const line = {
    method,
    path: url.split('?', 1)[0],
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    requestBytes: Number(request.headers['content-length'] ?? 0),
  };
  // SageMaker pings every few seconds for as long as the endpoint lives.
  const quiet = request.routeOptions.url === '/ping' && reply.statusCode === 200;
  request.log[quiet ? 'debug' : 'info'](line, 'request');
}
