import {
  type BundleSize,
  type ServingWayId,
  type Verdict,
  verdictsOf,
} from '@pilotlight/contracts';
import type { Asked } from '../artefacts/model-artefact.ts';

/** Whether a bundle fits one way to serve it. */
export function verdictOf(way: ServingWayId, size: BundleSize, asked: Asked = {}): Verdict {
  const verdict = verdictsOf(size, asked).find((one) => one.way.id === way);
  if (!verdict) throw new Error(`the contracts have no way ${way}`);
  return verdict;
}

/** What to set for a bundle that does not fit the way that was asked for. */
export function insteadOf(size: BundleSize, asked: Asked): string {
  const settings = verdictsOf(size, asked)
    .filter(({ fits }) => fits)
    .flatMap(({ way }) => (way.setting === undefined ? [] : [`\`${way.setting}\``]));
  if (asked.answerFiles) return `set ${settings.join(' or ')}`;
  return [
    'make it smaller (int8)',
    ...(settings.length > 0 ? [`or set ${settings.join(' or ')}`] : []),
  ].join(', ');
}
