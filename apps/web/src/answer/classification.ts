import type { ModelManifest } from '@pilotlight/contracts';
import { isRecord } from '../api/storage.ts';

export type Label = ModelManifest['labels'][number];

export interface ClassShare {
  name: string;
  title: string;
  probability: number;
}

/** An output that names a class. `shares` is empty when it gives no probabilities. */
export interface Classification {
  label: string;
  title: string;
  description: string;
  probability: number | undefined;
  shares: ClassShare[];
}

/** The label as a person reads it; a label that the manifest does not describe stands for itself. */
export function labelOf(name: string, labels: readonly Label[]): Label {
  return labels.find((label) => label.name === name) ?? { name, title: name, description: '' };
}

function sharesOf(value: unknown, labels: readonly Label[]): ClassShare[] {
  if (!isRecord(value)) return [];
  const place = (name: string) => {
    const found = labels.findIndex((label) => label.name === name);
    return found < 0 ? labels.length : found;
  };
  return Object.entries(value)
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
    .map(([name, probability]) => ({ name, title: labelOf(name, labels).title, probability }))
    .sort((a, b) => place(a.name) - place(b.name));
}

/** `output` as a classification, if it has a `label`; the bars keep the manifest's order so that they never jump. */
export function classificationOf(
  output: unknown,
  labels: readonly Label[],
): Classification | undefined {
  if (!isRecord(output) || typeof output.label !== 'string') return undefined;
  const { label } = output;
  const shares = sharesOf(output.probabilities, labels);
  const { title, description } = labelOf(label, labels);
  const own = typeof output.probability === 'number' ? output.probability : undefined;
  const probability = shares.find(({ name }) => name === label)?.probability ?? own;
  return { label, title, description, probability, shares };
}
