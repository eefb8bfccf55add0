import type { Contender } from './contender.ts';
import { peer } from './peer.ts';
import { PEER_BATCH } from './python-server.ts';

/** FastAPI with one uvicorn worker per processor, written in the three ways that users write it. */
export function fastapi(): Promise<Contender[]> {
  return peer({
    system: 'fastapi',
    path: '/predict',
    healthPath: '/ping',
    listed: false,
    arguments: ['fastapi_server.py'],
    settings: {
      'no batching, in the event loop': { threads: 1, maxBatch: 1 },
      'no batching, in threads': { threads: 1, maxBatch: 1, inThread: true },
      [`batches of up to ${PEER_BATCH}`]: { threads: 1, maxBatch: PEER_BATCH },
    },
  });
}
