import { randomUUID } from 'node:crypto';
import { BUCKET, LIMITS } from '@pilotlight/contracts';
import type { Objects } from './s3-objects.ts';

/** A JSON text of a prediction. It is stored in the item, or, when too large, in an S3 object that the item names. */
type Part = 'input' | 'output';

/** The attribute with the object's key. */
const NAMING = { input: 'inputKey', output: 'outputKey' } as const;

/**
 * Stores `text` and returns the attribute for the item. An object is written before the item that names it, each time
 * under a new key: two simultaneous writers create two objects, the item names one of them, and the bucket's lifecycle
 * rule deletes the other.
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
 * Reads a text that `keep` stored.
 * @returns undefined when there is none, or its object is missing
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
