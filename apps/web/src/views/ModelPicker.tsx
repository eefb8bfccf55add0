import type { ModelSummary } from '@pilotlight/contracts';
import { linkTo } from './useRoute.ts';

interface Props {
  models: readonly ModelSummary[];
  current: string;
}

/** Chooses another model, or all of them; renders nothing when there is only one. */
export function ModelPicker({ models, current }: Props) {
  if (models.length < 2) return null;
  return (
    <div class="picker">
      <label for="model">Model</label>
      <select
        id="model"
        value={current}
        onChange={(event) => {
          location.hash = linkTo(event.currentTarget.value);
        }}
      >
        {models.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      <a href="#/">All models</a>
    </div>
  );
}
