import type { ModelState, WakePhase } from '@pilotlight/contracts';
import { clock, roughly } from '../words/duration.ts';

const PHASES: Record<WakePhase, string> = {
  requested: 'Asking SageMaker for an endpoint',
  clearing: 'Waiting for the old endpoint to be deleted',
  creating: 'SageMaker is starting the container',
};

export interface WakeProgress {
  phase: string;
  /** 0 to 1, and below 1 until the endpoint is awake; undefined when there is no start time or no estimate. */
  share: number | undefined;
  /** For display, such as `0:45 of about 3:00`. */
  time: string;
  /** For screen readers. */
  spoken: string;
}

/** The share of the bar that the estimated time fills; a longer wake advances ever more slowly through the rest. */
const ESTIMATE_SHARE = 0.9;

/** The progress of a wake, `sinceRead` seconds after `state` was read. */
export function wakeProgress(state: ModelState, sinceRead: number): WakeProgress {
  const phase = PHASES[state.phase ?? 'requested'];
  if (state.elapsedSeconds === undefined) {
    return { phase, share: undefined, time: '', spoken: phase };
  }
  const elapsed = state.elapsedSeconds + Math.max(0, sinceRead);
  const estimate = state.estimateSeconds;
  if (!estimate) {
    return {
      phase,
      share: undefined,
      time: clock(elapsed),
      spoken: `${phase}, ${roughly(elapsed)}`,
    };
  }
  const ratio = elapsed / estimate;
  const late = ratio > 1;
  return {
    phase,
    share: late ? 1 - (1 - ESTIMATE_SHARE) * Math.exp(1 - ratio) : ESTIMATE_SHARE * ratio,
    time: `${clock(elapsed)}${late ? ', longer than the usual' : ' of about'} ${clock(estimate)}`,
    spoken: `${phase}, ${roughly(elapsed)} of about ${roughly(estimate)}`,
  };
}
