import { QUESTION, request, type Reply } from './asker.ts';
import { DOUBLE } from './workspace.ts';

/** What each model is asked. */
const INPUTS: Readonly<Record<string, object>> = {
  entailment: QUESTION.input,
  [DOUBLE]: { x: 21 },
};

/** Asks one of several models. */
export function ask(url: string, model: string): Promise<Reply> {
  return request(`${url}/v1/models/${model}/predictions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(INPUTS[model]),
  });
}
