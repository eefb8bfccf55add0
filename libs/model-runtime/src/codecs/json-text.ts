import type { ModelManifest } from '@pilotlight/contracts';
import { checkNotFinite } from './not-finite.ts';

/**
 * One output as JSON, on one line. NaN and Infinity become null if the output schema allows null.
 * @throws ProblemError `answer_not_finite` if it does not
 * @throws Error for a value that JSON cannot represent, or silently changes (a Float32Array becomes an object)
 */
export function jsonText(output: unknown, index: number, manifest: ModelManifest): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(output);
  } catch (error) {
    throw new Error(`output ${index} cannot be written as JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const notFinite: Place[] = [];
  const lost = text === undefined ? { pointer: '', value: output } : lostIn(output, '', notFinite);
  if (text === undefined || lost) {
    const place = lost?.pointer ? ` at ${lost.pointer}` : '';
    throw new Error(
      `output ${index} cannot be written as JSON: it is ${described(lost?.value)}${place}; ` +
        'only finite numbers, strings, booleans, null, arrays and plain objects can',
    );
  }
  const [first] = notFinite;
  if (first) checkNotFinite(JSON.parse(text), first, manifest);
  return text;
}

/** A value of an output, with the JSON Pointer to it. */
interface Place {
  readonly pointer: string;
  readonly value: unknown;
}

/** @param notFinite collects each NaN and Infinity, which JSON writes as null */
function lostIn(value: unknown, pointer: string, notFinite: Place[]): Place | undefined {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) notFinite.push({ pointer, value });
    return undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol'
      ? { pointer, value }
      : undefined;
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      const place = `${pointer}/${index}`;
      const lost =
        item === undefined ? { pointer: place, value: item } : lostIn(item, place, notFinite);
      if (lost) return lost;
    }
    return undefined;
  }
  if ('toJSON' in value && !ArrayBuffer.isView(value)) return undefined;
  if (kindOf(value) !== 'Object') return { pointer, value };
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key];
    const lost = lostIn(inner, `${pointer}/${key}`, notFinite);
    if (lost) return lost;
  }
  return undefined;
}

/** For example `Float32Array` or `Map`; `Object` also for instances of a handler's own classes. */
const kindOf = (value: object) => Object.prototype.toString.call(value).slice(8, -1);

function described(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `a ${kindOf(value)}`;
  return typeof value === 'function' || typeof value === 'symbol'
    ? `a ${typeof value}`
    : String(value);
}
