import { useEffect, useState } from 'preact/hooks';
import { asFailure, type Failure } from '../api/failure.ts';

export type Loaded<T> =
  | { step: 'loading' }
  | { step: 'ready'; value: T }
  | { step: 'failed'; failure: Failure; again: () => void };

/** The result of `load`. It reloads when `key` changes; after a failure, on `again` and when the network is back. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ step: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const ended = new AbortController();
    const again = () => setAttempt(attempt + 1);
    setLoaded({ step: 'loading' });
    load().then(
      (value) => {
        if (!ended.signal.aborted) setLoaded({ step: 'ready', value });
      },
      (error: unknown) => {
        if (ended.signal.aborted) return;
        setLoaded({ step: 'failed', failure: asFailure(error), again });
        addEventListener('online', again, { signal: ended.signal, once: true });
      },
    );
    return () => ended.abort();
  }, [key, attempt]);
  return loaded;
}
