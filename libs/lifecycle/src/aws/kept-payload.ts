import { randomUUID } from 'node:crypto';
import { BUCKET, JSON_MEDIA_TYPE, LIMITS, mediaTypeOf } from '@pilotlight/contracts';
import type { Payload } from '@pilotlight/hosts';
import type { Objects } from './s3-objects.ts';
import type { Item } from './table.ts';

/** A body of a prediction. It is stored in the item, or, when too large, in an S3 object that the item names. */
type Part = 'input' | 'output';

/** The attributes with the object's key, and with the media type. */
const NAMES = {
  input: { key: 'inputKey', type: 'inputType' },
  output: { key: 'outputKey', type: 'outputType' },
} as const;

/**
 * Stores a body and returns the attributes for the item. An object is written before the item that names it, each time
 * under a new key: two simultaneous writers create two objects, the item names one of them, and the bucket's lifecycle
 * rule deletes the other.
 * @throws CloudError
 */
export async function keep(
  objects: Objects,
  id: string,
  part: Part,
  payload: Payload,
): Promise<Item> {
  const { body, contentType } = payload;
  const { key: keyName, type } = NAMES[part];
  if (body.byteLength <= LIMITS.keptInTableBytes) {
    // JSON as text, so that people can read the table; any other body as binary.
    const json = mediaTypeOf(contentType) === JSON_MEDIA_TYPE;
    return { [part]: json ? Buffer.from(body).toString() : body, [type]: contentType };
  }
  const key = `${BUCKET.prefix}${id}/${part}-${randomUUID()}`;
  await objects.put(key, payload);
  return { [keyName]: key, [type]: contentType };
}

/**
 * Reads a body that `keep` stored.
 * @returns undefined when there is none, or its object is missing
 * @throws CloudError
 */
export async function kept(objects: Objects, item: Item, part: Part): Promise<Payload | undefined> {
  const { key: keyName, type } = NAMES[part];
  const contentType = String(item[type]);
  const [value, key] = [item[part], item[keyName]];
  if (typeof value === 'string') return { body: Buffer.from(value), contentType };
  if (value instanceof Uint8Array) return { body: value, contentType };
  const body = typeof key === 'string' ? await objects.get(key) : undefined;
  return body && { body, contentType };
}

/** The attributes of an input, which is removed once there is an answer. */
export const INPUT_ATTRIBUTES = ['input', ...Object.values(NAMES.input), 'accept'] as const;
