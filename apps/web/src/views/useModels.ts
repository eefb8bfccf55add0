import type { ModelSummary } from '@pilotlight/contracts';
import { useEffect, useState } from 'preact/hooks';
import type { Client } from '../api/client.ts';
import { createPacer } from '../api/pacer.ts';

const REFRESH_SECONDS = 10;

/** The models, read again at once and then every few seconds while the page is visible: their states change. */
export function useModels(client: Client, known: readonly ModelSummary[]): readonly ModelSummary[] {
  const [models, setModels] = useState(known);
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const pacer = createPacer(signal);
    document.addEventListener('visibilitychange', pacer.nudge, { signal });
    const loop = async () => {
      while (!signal.aborted) {
        if (!document.hidden) {
          // What was known stays; the next read may succeed.
          const read = await client.listModels().catch(() => undefined);
          if (read && !signal.aborted) setModels(read);
        }
        await pacer.pause(REFRESH_SECONDS * 1000);
      }
    };
    void loop();
    return () => ended.abort();
  }, [client]);
  return models;
}
