import type { Prediction } from '@pilotlight/contracts';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Client } from '../api/client.ts';
import { asFailure, Failure } from '../api/failure.ts';
import { createPacer, type Pacer } from '../api/pacer.ts';
import { stored } from '../api/storage.ts';
import { follow, PACE_SECONDS } from '../ask/follow.ts';
import { uploadOnce } from './uploadOnce.ts';

/** The state of one upload and of its job. */
export type Job =
  | { step: 'idle' }
  | { step: 'sending'; sent: number; bytes: number }
  /** `prediction` is undefined until it was read once. */
  | { step: 'waiting'; prediction?: Prediction | undefined; trouble?: Failure | undefined }
  | { step: 'done'; prediction: Prediction }
  | { step: 'failed'; failure: Failure; prediction?: Prediction | undefined };

export interface Uploading {
  job: Job;
  busy: boolean;
  submit(blob: Blob): void;
  /** Polls now and cuts the current pause short. */
  look(): void;
  /** Reads a finished job again: the URLs of its files expire. */
  renew(): void;
  /** Back to idle; the job itself goes on. */
  forget(): void;
}

const isId = (value: unknown): value is string => typeof value === 'string';

/** Uploads a file and follows its job. The job's id is kept for reloads of the page, also when it has ended. */
export function useUpload(client: Client, model: string, onNews: () => void): Uploading {
  const kept = useMemo(
    () => stored(() => sessionStorage, `pilotlight.upload.${model}`, isId),
    [model],
  );
  const [left] = useState(() => kept.load());
  const [job, setJob] = useState<Job>(left ? { step: 'waiting' } : { step: 'idle' });
  const running = useRef<AbortController>();
  const nudge = useRef<() => void>();

  const run = async (work: (pacer: Pacer, signal: AbortSignal) => Promise<Job>) => {
    running.current?.abort();
    running.current = new AbortController();
    const { signal } = running.current;
    const pacer = createPacer(signal);
    addEventListener('online', pacer.nudge, { signal });
    nudge.current = pacer.nudge;
    let ended: Job;
    try {
      ended = await work(pacer, signal);
    } catch (error) {
      ended = { step: 'failed', failure: asFailure(error) };
    }
    if (signal.aborted) return;
    if (ended.step === 'failed') kept.clear();
    setJob(ended);
    onNews();
  };

  const wait = async (
    id: string,
    firstPauseSeconds: number,
    pacer: Pacer,
    signal: AbortSignal,
  ): Promise<Job> => {
    let seen: Prediction | undefined;
    const show = (trouble?: Failure) => {
      if (!signal.aborted) setJob({ step: 'waiting', prediction: seen, trouble });
    };
    const prediction = await follow(client, id, {
      firstPauseSeconds,
      pacer,
      signal,
      onTrouble: show,
      onRead(found) {
        seen = found;
        show();
      },
    });
    if (prediction.status === 'succeeded') return { step: 'done', prediction };
    const failure = new Failure(prediction.error?.status ?? 500, prediction.error);
    return { step: 'failed', failure, prediction };
  };

  useEffect(() => {
    if (left) void run((pacer, signal) => wait(left, 0, pacer, signal));
    return () => running.current?.abort();
  }, [kept]);

  return {
    job,
    busy: job.step === 'sending' || job.step === 'waiting',
    submit(blob) {
      kept.clear();
      setJob({ step: 'sending', sent: 0, bytes: blob.size });
      void run(async (pacer, signal) => {
        const onSent = (sent: number) => {
          if (!signal.aborted) setJob({ step: 'sending', sent, bytes: blob.size });
        };
        const id = await uploadOnce(client, model, blob, onSent, { pacer, signal });
        signal.throwIfAborted();
        kept.save(id);
        setJob({ step: 'waiting' });
        onNews();
        return wait(id, PACE_SECONDS.least, pacer, signal);
      });
    },
    look: () => nudge.current?.(),
    renew() {
      if (job.step === 'done')
        void run((pacer, signal) => wait(job.prediction.id, 0, pacer, signal));
    },
    forget() {
      running.current?.abort();
      kept.clear();
      setJob({ step: 'idle' });
    },
  };
}
