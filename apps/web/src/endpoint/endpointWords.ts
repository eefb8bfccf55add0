import type { ModelDetail, ModelState } from '@pilotlight/contracts';
import { usedUp } from '../words/costWords.ts';
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
  }
}
