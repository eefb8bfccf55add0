import type { ModelDetail, ModelState } from '@pilotlight/contracts';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Client } from '../api/client.ts';
import { asFailure, type Failure } from '../api/failure.ts';
import { watch } from './watch.ts';

export interface Endpoint {
  state: ModelState;
  /** `Date.now()` when `state` was read; elapsed seconds count from there. */
  readAt: number;
  /** What the endpoint has cost, as last read. */
  cost: ModelDetail['cost'];
  /** Why the last read failed; `state` is then the last known state. */
  unread: Failure | undefined;
  /** Why the wake requested here was refused. */
  refused: Failure | undefined;
  /** A wake was requested here and its response has not arrived yet. */
  asking: boolean;
  wake(): void;
  /** Reads the state soon; call it after anything that may have changed it. */
  refresh(): void;
}

/** The state and the cost of a model's endpoint, kept fresh while the tab is visible. */
export function useEndpoint(client: Client, { name: model, ...first }: ModelDetail): Endpoint {
  const [reading, setReading] = useState(() => ({ state: first.state, readAt: Date.now() }));
  const [cost, setCost] = useState(first.cost);
  const [unread, setUnread] = useState<Failure>();
  const [refused, setRefused] = useState<Failure>();
  const [asking, setAsking] = useState(false);
  const known = useRef(first.state);
  const look = useRef<() => void>();
  const gone = useRef<AbortSignal>();

  const take = (state: ModelState) => {
    known.current = state;
    setReading({ state, readAt: Date.now() });
    setUnread(undefined);
    if (state.status === 'waking' || state.status === 'awake') setRefused(undefined);
  };

  useEffect(() => {
    const ended = new AbortController();
    gone.current = ended.signal;
    look.current = watch({
      client,
      model,
      known: () => known.current,
      onRead(found) {
        take(found.state);
        setCost(found.cost);
      },
      onFailure: setUnread,
      signal: ended.signal,
    });
    return () => ended.abort();
  }, [client, model]);

  const wake = async () => {
    setAsking(true);
    setRefused(undefined);
    try {
      const state = await client.wake(model);
      if (!gone.current?.aborted) take(state);
    } catch (error) {
      setRefused(asFailure(error));
    }
    look.current?.();
    setAsking(false);
  };

  return {
    ...reading,
    cost,
    unread,
    refused,
    asking,
    wake: () => void wake(),
    refresh: () => look.current?.(),
  };
}
