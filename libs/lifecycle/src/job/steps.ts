import type { JobStep, JobStepName } from '@pilotlight/contracts';
import type { ParkedPrediction } from '../queue/ports.ts';

type Stored = Pick<ParkedPrediction, 'createdAt' | 'finishedAt' | 'status' | 'job'>;

/** The steps that a job has reached; undefined of a prediction that is none. */
export function stepsOf({ createdAt, finishedAt, status, job }: Stored): JobStep[] | undefined {
  if (!job) return undefined;
  const stored = status === 'succeeded' && finishedAt ? Date.parse(finishedAt) : undefined;
  const steps: [JobStepName, number | undefined][] = [
    ['accepted', Date.parse(createdAt)],
    ['uploaded', job.uploadedAt],
    ['submitted', job.submittedAt],
    ['answered', job.answeredAt],
    ['stored', stored],
  ];
  return steps.flatMap(([name, at]) =>
    at === undefined ? [] : [{ name, at: new Date(at).toISOString() }],
  );
}
