import type { ModelDetail, ModelState, ServedBy } from '@pilotlight/contracts';
import { took } from '../words/duration.ts';

/** Who gave an answer, and how long it took. */
export interface Given {
  servedBy: ServedBy | undefined;
  /** From the question to the answer; undefined when the question was asked before a reload. */
  seconds: number | undefined;
}

/** Who gave the answer, how quickly, and why it was not the other; undefined when the service does not say. */
export function answeredWords(
  { servedBy, seconds }: Given,
  mode: ModelDetail['servingMode'],
  { status }: Pick<ModelState, 'status'>,
): string | undefined {
  if (servedBy === undefined) return undefined;
  const time = seconds === undefined ? '' : ` in ${took(seconds)}`;
  const reason = servedBy === 'function' ? functionReason(mode, status) : endpointReason(mode);
  return `Answered by the ${servedBy}${time}${reason}.`;
}

function functionReason(mode: ModelDetail['servingMode'], status: ModelState['status']): string {
  if (mode === 'function') return '. It costs only while it answers';
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

const endpointReason = (mode: ModelDetail['servingMode']) =>
  mode === 'auto' ? '. It stops when the function costs less again' : '';
