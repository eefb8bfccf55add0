import type { Contender } from './contender.ts';
import { peer } from './peer.ts';
import { PEER_BATCH } from './python-server.ts';

/** BentoML with one worker per processor. */
export function bentoml(): Promise<Contender[]> {
  return peer({
    system: 'bentoml',
    path: '/predict',
    healthPath: '/readyz',
    // Its batching joins lists, so a request is a list of one; the same without batching, to have one contract.
    listed: true,
    arguments: [
      ...['-m', 'bentoml', 'serve', 'bentoml_service:Bench'],
      ...['--host', '127.0.0.1', '--port', 'PORT', '--quiet'],
    ],
    settings: {
      'no batching': { threads: 1, maxBatch: 1 },
      [`batches of up to ${PEER_BATCH}`]: { threads: 1, maxBatch: PEER_BATCH },
    },
  });
}
