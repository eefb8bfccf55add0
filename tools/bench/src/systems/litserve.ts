import type { Contender } from './contender.ts';
import { peer } from './peer.ts';
import { PEER_BATCH } from './python-server.ts';

/** LitServe with one inference worker per processor. */
export function litserve(): Promise<Contender[]> {
  return peer({
    system: 'litserve',
    path: '/predict',
    healthPath: '/health',
    listed: false,
    arguments: ['litserve_server.py'],
    settings: {
      'no batching': { threads: 1, maxBatch: 1 },
      [`batches of up to ${PEER_BATCH}`]: { threads: 1, maxBatch: PEER_BATCH },
    },
  });
}
