import type { ServedBy } from '@pilotlight/contracts';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Client } from '../api/client.ts';
import { asFailure, Failure } from '../api/failure.ts';
import { createPacer } from '../api/pacer.ts';
import type { Given } from '../endpoint/answeredWords.ts';
import { askOnce } from './askOnce.ts';
import { follow, PACE_SECONDS } from './follow.ts';
import { pendingOf, type Pending, type Question } from './pending.ts';

/** The state of one question. */
export type Ask =
  | { step: 'idle' }
  | { step: 'sending'; question: Question }
  | { step: 'waiting'; question: Question; trouble?: Failure | undefined }
  | { step: 'answered'; question: Question; output: unknown; given: Given }
  | { step: 'failed'; question: Question; failure: Failure };

export interface Asking {
  ask: Ask;
  /** The question that was still waiting when the page was reloaded; it prefills the form. */
  resumed: Question | undefined;
  busy: boolean;
  submit(question: Question): void;
  /** Polls for the awaited answer now and cuts the current pause short. */
  look(): void;
  /** Back to idle; stops waiting for a parked prediction. */
  forget(): void;
}

interface Answered {
  output?: unknown;
  servedBy?: ServedBy | undefined;
}

/** Asks `model` and delivers the answer: at once (200), or by polling its id (202), also across a reload. */
export function useAsk(client: Client, model: string, room: string, onNews: () => void): Asking {
  const pending = useMemo(() => pendingOf(model, room), [model, room]);
  const [left] = useState(() => pending.load());
  const [ask, setAsk] = useState<Ask>(
    left ? { step: 'waiting', question: left.question } : { step: 'idle' },
  );
  const running = useRef<AbortController>();
  const nudge = useRef<() => void>();

  const begin = () => {
    running.current?.abort();
    running.current = new AbortController();
    return running.current.signal;
  };

  const wait = async (
    { id, question }: Pending,
    firstPauseSeconds: number,
    signal: AbortSignal,
  ) => {
    setAsk({ step: 'waiting', question });
    const pacer = createPacer(signal);
    addEventListener('online', pacer.nudge, { signal });
    nudge.current = pacer.nudge;
    const onTrouble = (trouble: Failure | undefined) => {
      if (!signal.aborted) setAsk({ step: 'waiting', question, trouble });
    };
    const found = await follow(client, id, { firstPauseSeconds, pacer, signal, onTrouble });
    if (found.status === 'failed') throw new Failure(found.error?.status ?? 500, found.error);
    return found;
  };

  const settle = async (
    question: Question,
    signal: AbortSignal,
    work: () => Promise<Answered>,
    askedAt?: number,
  ) => {
    try {
      const { output, servedBy } = await work();
      if (signal.aborted) return;
      const seconds = askedAt === undefined ? undefined : (Date.now() - askedAt) / 1000;
      setAsk({ step: 'answered', question, output, given: { servedBy, seconds } });
    } catch (error) {
      if (signal.aborted) return;
      setAsk({ step: 'failed', question, failure: asFailure(error) });
    }
    pending.clear();
    onNews();
  };

  useEffect(() => {
    const signal = begin();
    if (left) void settle(left.question, signal, () => wait(left, 0, signal));
    return () => running.current?.abort();
  }, [pending]);

  return {
    ask,
    resumed: left?.question,
    busy: ask.step === 'sending' || ask.step === 'waiting',
    submit(question) {
      const signal = begin();
      setAsk({ step: 'sending', question });
      const work = async () => {
        const pacer = createPacer(signal);
        const reply = await askOnce(client, model, question.input, { pacer, signal });
        if (reply.kind === 'answer') return reply;
        const found = { id: reply.id, question };
        pending.save(found);
        signal.throwIfAborted();
        onNews();
        return wait(found, reply.retryAfterSeconds ?? PACE_SECONDS.unsaid, signal);
      };
      void settle(question, signal, work, Date.now());
    },
    look: () => nudge.current?.(),
    forget() {
      begin();
      pending.clear();
      setAsk({ step: 'idle' });
    },
  };
}
