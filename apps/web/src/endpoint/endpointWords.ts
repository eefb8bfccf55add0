import type { ModelDetail, ModelState, ModelStatus } from '@pilotlight/contracts';
import { reset, usedUp } from '../words/costWords.ts';
import { roughly } from '../words/duration.ts';

export interface EndpointWords {
  title: string;
  detail: string;
}

/** What a state means to the user. While waking, the progress bar shows the rest. */
export function endpointWords(state: ModelState, cost: ModelDetail['cost']): EndpointWords {
  const about = state.estimateSeconds ? `, in about ${roughly(state.estimateSeconds)}` : '';
  switch (state.status) {
    case 'asleep':
      if (cost && usedUp(cost)) {
        return { title: 'Asleep', detail: 'Costs nothing now.' };
      }
      return { title: 'Asleep', detail: `Costs nothing now. The first question wakes it${about}.` };
    case 'waking':
      return { title: 'Waking', detail: '' };
    case 'awake':
      return { title: 'Awake', detail: 'Answers at once. Stops when no longer used.' };
    case 'failed':
      return { title: 'Failed', detail: state.reason ?? 'The endpoint could not be started.' };
    case 'unknown':
      return {
        title: 'Unknown',
        detail: 'AWS does not report its state right now. You can still ask the model.',
      };
  }
}

/** What a queued question is waiting for, and the state that the flame beside it shows. */
export function waitingWords(
  state: ModelState,
  cost: ModelDetail['cost'],
): EndpointWords & { status: ModelStatus } {
  if (state.status === 'awake') return { status: 'awake', title: 'Answering', detail: '' };
  if (state.status === 'asleep' && cost && usedUp(cost)) {
    const detail = `Today’s awake hours are used up. Your question wakes the model after ${reset(cost)}.`;
    return { status: 'asleep', title: 'Held until the daily reset', detail };
  }
  if (state.status === 'unknown') {
    return { status: 'unknown', title: 'Waiting for the model', detail: '' };
  }
  return { status: 'waking', title: 'Waking the model', detail: '' };
}
