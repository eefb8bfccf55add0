import type { ModelDetail, ModelState, ServedBy } from '@pilotlight/contracts';
import { thousandAnswers } from '../words/costWords.ts';
import { took } from '../words/duration.ts';

/** Who gave an answer, and how long it took. */
export interface Given {
  servedBy: ServedBy | undefined;
  /** From the question to the answer; undefined when the question was asked before a reload. */
  seconds: number | undefined;
}

type Model = Pick<ModelDetail, 'servingMode' | 'answerCost'>;

/** What runs the model for an answer, after the word `the`. */
export const HOSTS: Readonly<Record<ServedBy, string>> = {
  endpoint: 'endpoint',
  function: 'function',
  serverless: 'serverless endpoint',
  async: 'asynchronous endpoint',
};

/** Who gave the answer, how quickly, and why it was not the other; undefined when the service does not say. */
export function answeredWords(
  given: Given,
  model: Model,
  { status }: Pick<ModelState, 'status'>,
): string | undefined {
  const { servedBy, seconds } = given;
  if (servedBy === undefined) return undefined;
  const time = seconds === undefined ? '' : ` in ${took(seconds)}`;
  return `Answered by the ${HOSTS[servedBy]}${time}${reason(servedBy, model, seconds, status)}.`;
}

function reason(
  servedBy: ServedBy,
  { servingMode: mode, answerCost }: Model,
  seconds: number | undefined,
  status: ModelState['status'],
): string {
  if (servedBy === 'endpoint' || servedBy === 'async') return endpointReason(mode);
  if (servedBy !== mode) return functionReason(mode, status);
  // The whole time was not only the model's, so this is the most that it can have cost.
  const most =
    answerCost && seconds !== undefined
      ? `: a thousand such answers cost ${thousandAnswers(answerCost, seconds)} at most`
      : '';
  return `. It costs only while it answers${most}`;
}

function functionReason(mode: ModelDetail['servingMode'], status: ModelState['status']): string {
  switch (status) {
    case 'waking':
      return '; the endpoint is waking, and answers once it is awake';
    case 'awake':
      return '; the endpoint is awake now, and answers from here on';
    case 'failed':
      return '; the endpoint could not be started';
    case 'asleep':
      return mode === 'auto'
        ? '; the endpoint sleeps, because this traffic costs less in the function'
        : '; the endpoint sleeps';
    default:
      return '';
  }
}

function endpointReason(mode: ModelDetail['servingMode']): string {
  if (mode === 'auto') return '. It stops when the function costs less again';
  return mode === 'async' ? '. It stops when there is no work' : '';
}
