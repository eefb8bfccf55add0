import type { ModelDetail } from '@pilotlight/contracts';
import { answeredWords, type Given } from '../endpoint/answeredWords.ts';
import type { Endpoint } from '../endpoint/useEndpoint.ts';

interface Props {
  given: Given;
  model: Pick<ModelDetail, 'servingMode' | 'answerCost'>;
  endpoint: Pick<Endpoint, 'state'>;
}

/** A line below an answer: who gave it, and why. */
export function AnsweredBy({ given, model, endpoint }: Props) {
  const words = answeredWords(given, model, endpoint.state);
  return words === undefined ? null : <p class="fine answered-by">{words}</p>;
}
