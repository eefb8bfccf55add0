import { randomUUID } from 'node:crypto';
import { BUCKET, LIMITS } from '@pilotlight/contracts';
import type { Objects } from './s3-objects.ts';

/** The JSON texts of a prediction: in its item, or, too large for it, in an object that the item names. */
type Part = 'input' | 'output';

/** Which attribute names the object. */
const NAMING = { input: 'inputKey', output: 'outputKey' } as const;

/**
 * Keeps `text` and says by which attribute of the item. The object is written before the item that names it, under a key
 * of its own each time: what two instances write at once are two objects, of which the item names one; the other expires
 * with the bucket's rule.
 * @throws CloudError
 */
export async function keep(
  objects: Objects,
  id: string,
  part: Part,
  text: string,
): Promise<{ name: string; value: string }> {
  if (Buffer.byteLength(text) <= LIMITS.keptInTableBytes) return { name: part, value: text };
  const key = `${BUCKET.prefix}${id}/${part}-${randomUUID()}.json`;
  await objects.put(key, text);
  return { name: NAMING[part], value: key };
}

/**
 * The text that was kept with an item.
 * @returns undefined when there is none, or when its object has gone
 * @throws CloudError
 */
export async function kept(
  objects: Objects,
  item: Readonly<Partial<Record<Part | 'inputKey' | 'outputKey', unknown>>>,
  part: Part,
): Promise<string | undefined> {
  const [text, key] = [item[part], item[NAMING[part]]];
  if (typeof text === 'string') return text;
  return typeof key === 'string' ? objects.get(key) : undefined;
}
