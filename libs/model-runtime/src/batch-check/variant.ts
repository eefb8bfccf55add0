import { violations } from '@pilotlight/contracts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * `value` changed within its schema: other numbers, other words, lists and strings of other lengths. A value stays as
 * it is if no other value fits, or if its string has a set form (an image, a pattern).
 * @param turn from 1; each turn gives another variant
 */
export function variant(value: unknown, schema: Schema, turn: number): unknown {
  return (
    candidates(value, schema, turn).find((each) => violations(schema, each).length === 0) ?? value
  );
}

function candidates(value: unknown, schema: Schema, turn: number): unknown[] {
  if (Array.isArray(schema['enum'])) return [another(schema['enum'], value, turn)];
  if (typeof value === 'boolean') return [turn % 2 === 1 ? !value : value];
  if (typeof value === 'number') return numbers(value, schema, turn);
  if (typeof value === 'string') return texts(value, schema, turn);
  if (Array.isArray(value)) return lists(value, schema, turn);
  if (typeof value === 'object' && value !== null) return [fields(value, schema, turn)];
  return [];
}

function another(values: readonly unknown[], value: unknown, turn: number): unknown {
  return values[(values.indexOf(value) + turn) % values.length];
}

function numbers(value: number, { type }: Schema, turn: number): number[] {
  const far = Math.ceil(turn / 2) * (turn % 2 === 0 ? -1 : 1);
  const step = type === 'integer' ? far : far * (0.25 + Math.abs(value) / 2);
  return [value + step, value - step, value + step / 100, value - step / 100];
}

/** Half of the words, the words twice, or the same words rotated. */
function texts(
  value: string,
  { contentEncoding, pattern, format }: Schema,
  turn: number,
): string[] {
  if ([contentEncoding, pattern, format].some((each) => each !== undefined)) return [];
  const words = value.split(' ');
  const half = words.slice(0, Math.ceil(words.length / 2)).join(' ');
  const turned = [...words.slice(turn), ...words.slice(0, turn)].join(' ');
  const found = [half, `${value} ${value}`, turned];
  return [...found.slice(turn % 3), ...found.slice(0, turn % 3)].filter((each) => each !== value);
}

/** The items changed; in every second turn first half as many, if the schema allows that. */
function lists(value: readonly unknown[], { items }: Schema, turn: number): unknown[][] {
  const itemSchema = typeof items === 'object' && items !== null ? (items as Schema) : {};
  const changed = value.map((item, index) => variant(item, itemSchema, turn + (index % 3)));
  const half = changed.slice(0, Math.ceil(changed.length / 2));
  return turn % 2 === 0 ? [half, changed] : [changed];
}

function fields(value: object, { properties }: Schema, turn: number): object {
  const schemas = (properties ?? {}) as Readonly<Record<string, Schema>>;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, variant(inner, schemas[name] ?? {}, turn)]),
  );
}
