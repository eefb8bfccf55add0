import type { ModelSummary } from '@pilotlight/contracts';
import { roughly } from './duration.ts';

/** How a model is served, for someone who does not know AWS. */
export interface ServingWords {
  /** Such as `Function`. */
  title: string;
  /** What that means for who asks now. */
  wait: string;
  cost: string;
}

type Served = Pick<ModelSummary, 'servingMode' | 'state'>;

const ON_DEMAND = 'Answers within seconds: quickly while in use, more slowly after a pause.';
const COSTS_PER_ANSWER = 'Costs only while it answers.';

/** What the way of serving a model means for waiting and for costs, given its state. */
export function servingWords({ servingMode, state }: Served): ServingWords {
  switch (servingMode) {
    case 'function':
      return { title: 'Function', wait: ON_DEMAND, cost: COSTS_PER_ANSWER };
    case 'serverless':
      return { title: 'Serverless endpoint', wait: ON_DEMAND, cost: COSTS_PER_ANSWER };
    case 'auto':
      return {
        title: 'Function, with an endpoint for busy hours',
        wait: state.status === 'awake' ? 'Answers at once.' : ON_DEMAND,
        cost: 'Costs only while it answers; the endpoint runs when that costs less.',
      };
    case 'async':
      return {
        title: 'Asynchronous endpoint',
        wait: `Works on one request after the other, and tells how far it is. ${jobWait(state)}`,
        cost: 'Costs by the hour while there is work; asleep it costs nothing.',
      };
    case 'realtime':
      return {
        title: 'Endpoint that sleeps',
        wait: endpointWait(state),
        cost: 'Costs by the hour while awake; asleep it costs nothing.',
      };
  }
}

const within = (seconds: number | undefined) =>
  seconds === undefined ? 'some minutes' : `about ${roughly(seconds)}`;

function jobWait({ status, estimateSeconds, queued }: ModelSummary['state']): string {
  if (status === 'awake') return queued ? `${queued} in its queue now.` : 'It is awake now.';
  if (status === 'waking') return 'It is waking now.';
  if (status === 'failed') return 'Its endpoint has failed.';
  return `The first one wakes it, in ${within(estimateSeconds)}.`;
}

function endpointWait({ status, answersFrom, estimateSeconds }: ModelSummary['state']): string {
  if (status === 'awake') return 'Answers at once.';
  if (answersFrom === 'function') {
    return `A function answers within seconds, until the endpoint is awake.`;
  }
  return status === 'waking'
    ? 'It is waking now; questions asked meanwhile are answered then.'
    : `The first question wakes it, in ${within(estimateSeconds)}.`;
}
