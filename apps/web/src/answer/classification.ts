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
  /** The names of the output members that the fields above cover. */
  shown: string[];
}

/** The manifest's label of this name; without one, a label whose title is the name. */
export function labelOf(name: string, labels: readonly Label[]): Label {
  return labels.find((label) => label.name === name) ?? { name, title: name, description: '' };
}

/** Probabilities by class: from an object by class name, or from a list in the order of the manifest's labels. */
function sharesOf(value: unknown, labels: readonly Label[]): ClassShare[] {
  if (Array.isArray(value)) {
    if (value.length !== labels.length || !value.every((each) => typeof each === 'number'))
      return [];
    return labels.map(({ name, title }, at) => ({ name, title, probability: value[at] as number }));
  }
  if (!isRecord(value)) return [];
  const entries = Object.entries(value);
  if (!entries.every((entry): entry is [string, number] => typeof entry[1] === 'number')) return [];
  const place = (name: string) => {
    const found = labels.findIndex((label) => label.name === name);
    return found < 0 ? labels.length : found;
  };
  return entries
    .map(([name, probability]) => ({ name, title: labelOf(name, labels).title, probability }))
    .sort((a, b) => place(a.name) - place(b.name));
}

/** The name of the class: the output's own string, or the label at its index, as scikit-learn numbers classes. */
function nameOf(label: unknown, labels: readonly Label[]): string | undefined {
  if (typeof label === 'string') return label;
  if (typeof label !== 'number') return undefined;
  const named = labels.some(({ name }) => name === String(label));
  return (named ? undefined : labels[label]?.name) ?? String(label);
}

/** `output` as a classification, if it has a `label`. The shares keep the manifest's order, so that bars never jump. */
export function classificationOf(
  output: unknown,
  labels: readonly Label[],
): Classification | undefined {
  const label = isRecord(output) ? nameOf(output.label, labels) : undefined;
  if (!isRecord(output) || label === undefined) return undefined;
  const shares = sharesOf(output.probabilities, labels);
  const { title, description } = labelOf(label, labels);
  const own = typeof output.probability === 'number' ? output.probability : undefined;
  const probability = own ?? shares.find(({ name }) => name === label)?.probability;
  const shown = [
    'label',
    ...(own === undefined ? [] : ['probability']),
    ...(shares.length > 0 ? ['probabilities'] : []),
  ];
  return { label, title, description, probability, shares, shown };
}
