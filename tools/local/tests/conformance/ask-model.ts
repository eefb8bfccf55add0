import { QUESTION, request, type Reply } from './asker.ts';
import { DOUBLE } from './workspace.ts';

export const ENTAILMENT = 'entailment';

/** What each model is asked. */
const INPUTS: Readonly<Record<string, object>> = {
  [ENTAILMENT]: { premise: 'A man is playing a guitar.', hypothesis: 'A man is asleep.' },
  [DOUBLE]: QUESTION.input,
};

/** Asks one of several models. */
export function ask(url: string, model: string): Promise<Reply> {
  return request(`${url}/v1/models/${model}/predictions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(INPUTS[model]),
  });
}
