import type { FastifyInstance } from 'fastify';

/** `GET /ping`: 200 and empty, or 503 with the reason that `unready` gives. */
export function pingRoute(app: FastifyInstance, unready: () => string | undefined): void {
  app.get('/ping', ({ record }, reply) => {
    const reason = unready();
    record.unready = reason;
    if (reason === undefined) reply.send();
    else reply.code(503).type('text/plain; charset=utf-8').send(reason);
  });
}
