import type { Contender } from './contender.ts';
import { peer } from './peer.ts';
import { PEER_BATCH } from './python-server.ts';

/** BentoML with one worker a processor. */
export function bentoml(): Promise<Contender[]> {
  return peer({
    system: 'bentoml',
    path: '/predict',
    healthPath: '/readyz',
    // Its batching joins lists, so there a request is a list of one; without batching it is so too, for one contract.
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
