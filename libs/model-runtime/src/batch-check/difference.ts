/**
 * Tolerance for rounding: sums may run in another order, at float16 precision. Relative to the largest number of the
 * same list, because a small number in it may be the difference of two large ones.
 */
const RELATIVE = 1e-3;
const ABSOLUTE = 1e-6;

/**
 * How two answers to one input differ, beyond rounding; undefined when they do not.
 * @param exact whether to compare bit for bit
 */
export function difference(alone: string, together: string, exact: boolean): string | undefined {
  if (alone === together) return undefined;
  const values = [alone, together].map(parsed);
  const [one, other] = values;
  if (!one || !other) return words('', alone, together);
  return differenceAt('', one.value, other.value, 0, exact);
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** @param scale the largest absolute value in the list that contains both */
function differenceAt(
  pointer: string,
  one: unknown,
  other: unknown,
  scale: number,
  exact: boolean,
): string | undefined {
  if (typeof one === 'number' && typeof other === 'number') {
    const most = Math.max(scale, Math.abs(one), Math.abs(other));
    // Integers are classes or counts: no tolerance.
    const whole = Number.isInteger(one) && Number.isInteger(other);
    const allowed = exact || whole ? 0 : ABSOLUTE + RELATIVE * most;
    return Math.abs(one - other) <= allowed ? undefined : words(pointer, one, other);
  }
  if (!isObject(one) || !isObject(other)) {
    return one === other ? undefined : words(pointer, one, other);
  }
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const inner = Array.isArray(one) && Array.isArray(other) ? largest([...one, ...other]) : 0;
  for (const key of keys) {
    const found = differenceAt(`${pointer}/${key}`, one[key], other[key], inner, exact);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function largest(items: readonly unknown[]): number {
  const numbers = items.filter((item) => typeof item === 'number');
  return numbers.reduce((most, item) => Math.max(most, Math.abs(item)), 0);
}

const LONGEST = 60;

function words(pointer: string, one: unknown, other: unknown): string {
  const text = (value: unknown) => String(JSON.stringify(value)).slice(0, LONGEST);
  return `${text(one)} alone and ${text(other)} in a batch${pointer && `, at ${pointer}`}`;
}
