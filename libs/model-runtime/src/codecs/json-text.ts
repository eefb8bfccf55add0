/**
 * One output as JSON, on one line.
 * @throws Error for what JSON would lose without a word (NaN becomes null, a Float32Array an object), or cannot hold
 */
export function jsonText(output: unknown, index: number): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(output);
  } catch (error) {
    throw new Error(`output ${index} cannot be written as JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const lost = text === undefined ? { pointer: '', value: output } : lostIn(output, '');
  if (text === undefined || lost) {
    const place = lost?.pointer ? ` at ${lost.pointer}` : '';
    throw new Error(
      `output ${index} cannot be written as JSON: it is ${described(lost?.value)}${place}; ` +
        'finite numbers, texts, booleans, null, lists and plain objects can',
    );
  }
  return text;
}

interface Lost {
  readonly pointer: string;
  readonly value: unknown;
}

function lostIn(value: unknown, pointer: string): Lost | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : { pointer, value };
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol'
      ? { pointer, value }
      : undefined;
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      const place = `${pointer}/${index}`;
      const lost = item === undefined ? { pointer: place, value: item } : lostIn(item, place);
      if (lost) return lost;
    }
    return undefined;
  }
  if ('toJSON' in value && !ArrayBuffer.isView(value)) return undefined;
  if (kindOf(value) !== 'Object') return { pointer, value };
  for (const key of Object.keys(value)) {
    const lost = lostIn((value as Record<string, unknown>)[key], `${pointer}/${key}`);
    if (lost) return lost;
  }
  return undefined;
}

/** `Float32Array`, `Map`; `Object` also for an object of a class of the handler's own. */
const kindOf = (value: object) => Object.prototype.toString.call(value).slice(8, -1);

function described(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `a ${kindOf(value)}`;
  return typeof value === 'function' || typeof value === 'symbol'
    ? `a ${typeof value}`
    : String(value);
}
