import type { ModelDetail, ModelState, ModelStatus } from '@pilotlight/contracts';
import { reset, usedUp } from '../words/costWords.ts';
import { roughly } from '../words/duration.ts';

export interface EndpointWords {
  title: string;
  detail: string;
}

/** What a state means to an asker. While waking the progress tells the rest. */
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
      return { title: 'Awake', detail: 'Answers at once, and goes out when nobody asks.' };
    case 'failed':
      return { title: 'Failed', detail: state.reason ?? 'The endpoint could not be started.' };
    case 'unknown':
      return {
        title: 'Unknown',
        detail: 'AWS does not tell its state at the moment. You can ask the model all the same.',
      };
  }
}

/** What somebody waits for whose question is kept, and how the flame looks beside it. */
export function waitingWords(
  state: ModelState,
  cost: ModelDetail['cost'],
): EndpointWords & { status: ModelStatus } {
  if (state.status === 'awake') return { status: 'awake', title: 'Answering', detail: '' };
  if (state.status === 'asleep' && cost && usedUp(cost)) {
    const detail = `Today’s awake hours are used up. The model is woken for it after ${reset(cost)}.`;
    return { status: 'asleep', title: 'Held for today', detail };
  }
  if (state.status === 'unknown') {
    return { status: 'unknown', title: 'Waiting for the model', detail: '' };
  }
  return { status: 'waking', title: 'Waking the model', detail: '' };
}
