import type { ModelSummary } from '@pilotlight/contracts';
import { endpointWords } from '../endpoint/endpointWords.ts';
import { humanise } from '../words/humanise.ts';
import { servingWords } from '../words/servingWords.ts';
import { Flame } from './Flame.tsx';
import { linkTo } from './useRoute.ts';

/** A model on the front page: what it does, how it is served, and what that means for waiting and costs. */
export function ModelCard({ model }: { model: ModelSummary }) {
  const { name, title, description, task, servingMode, state } = model;
  const serving = servingWords(model);
  // The list has no costs.
  const status = endpointWords(state, undefined, servingMode).title;
  return (
    <li class="card model-card">
      <p class="eyebrow">{humanise(task)}</p>
      <h2 class="room-title">
        <a href={linkTo(name)}>{title}</a>
      </h2>
      <p>{description}</p>
      <div class="model-serving">
        <Flame status={state.status} class="flame-still" />
        <p class="model-mode">
          <b>{serving.title}</b> <span class="muted">{status}</span>
        </p>
        <p class="fine">
          {serving.wait} {serving.cost}
        </p>
      </div>
    </li>
  );
}
