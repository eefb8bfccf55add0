import type { ModelDetail, ModelState, ModelStatus } from '@pilotlight/contracts';
import { HOSTS } from './answeredWords.ts';
import { reset, usedUp } from '../words/costWords.ts';
import { roughly } from '../words/duration.ts';

export interface EndpointWords {
  title: string;
  detail: string;
}

interface BarWords extends EndpointWords {
  /** Whose state the title is. */
  subject: 'model' | 'endpoint';
}

type Mode = ModelDetail['servingMode'];

/** What a state means to the user. While waking, the progress bar shows the rest. */
export function endpointWords(state: ModelState, cost: ModelDetail['cost'], mode: Mode): BarWords {
  if (state.answersFrom === 'function' || state.status === 'ready')
    return alwaysOnWords(state, mode);
  return { subject: 'endpoint', ...ownWords(state, cost, mode) };
}

function ownWords(state: ModelState, cost: ModelDetail['cost'], mode: Mode): EndpointWords {
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
      return { title: 'Awake', detail: `${answersWords(state, mode)} ${stopWords(mode)}` };
    case 'failed':
      return { title: 'Failed', detail: failedWords(state) };
    default:
      return {
        title: 'Unknown',
        detail: 'AWS does not report its state right now. You can still ask the model.',
      };
  }
}

/** An asynchronous endpoint takes jobs in turn; any other answers each question as it comes. */
function answersWords({ queued = 0 }: ModelState, mode: Mode): string {
  if (mode !== 'async') return 'Answers at once.';
  return queued > 0 ? `Works through its queue of ${queued}.` : 'Takes the next job at once.';
}

const failedWords = ({ reason }: ModelState) => reason ?? 'The endpoint could not be started.';

/** When an endpoint that answers goes out. */
const stopWords = (mode: Mode) =>
  mode === 'auto' ? 'Stops when the function costs less again.' : 'Stops when no longer used.';

/** The state of a model that a function or a serverless endpoint answers, whatever its endpoint does. */
function alwaysOnWords(state: ModelState, mode: Mode): BarWords {
  switch (state.status) {
    case 'waking':
      return { subject: 'endpoint', title: 'Waking', detail: 'A function answers until then.' };
    case 'failed':
      return {
        subject: 'endpoint',
        title: 'Failed',
        detail: `${failedWords(state)} A function answers.`,
      };
    case 'asleep':
      return {
        subject: 'model',
        title: 'Ready',
        detail:
          mode === 'auto'
            ? 'A function answers at once. The endpoint sleeps: it would cost more for this traffic.'
            : 'A function answers at once, until the first question has woken the endpoint.',
      };
    default:
      return {
        subject: 'model',
        title: 'Always on',
        detail: `A ${HOSTS[state.answersFrom ?? 'function']} answers. It costs only while it does.`,
      };
  }
}

/** What a queued question is waiting for, and the state that the flame beside it shows. */
export function waitingWords(
  state: ModelState,
  cost: ModelDetail['cost'],
): EndpointWords & { status: ModelStatus } {
  if (state.status === 'awake') return { status: 'awake', title: 'Answering', detail: '' };
  if (state.status === 'ready' || (state.status === 'asleep' && state.answersFrom)) {
    const detail = 'It is starting, or busy with other questions; yours is in its queue.';
    const title = `Waiting for the ${HOSTS[state.answersFrom ?? 'function']}`;
    return { status: 'ready', title, detail };
  }
  if (state.status === 'asleep' && cost && usedUp(cost)) {
    const detail = `Today’s awake hours are used up. Your question wakes the model after ${reset(cost)}.`;
    return { status: 'asleep', title: 'Held until the daily reset', detail };
  }
  if (state.status === 'unknown') {
    return { status: 'unknown', title: 'Waiting for the model', detail: '' };
  }
  return { status: 'waking', title: 'Waking the model', detail: '' };
}
