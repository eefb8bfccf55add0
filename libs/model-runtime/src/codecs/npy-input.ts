import { type ModelManifest, ProblemError } from '@pilotlight/contracts';
import type { Decode } from './format.ts';
import { CODEC_LIMITS } from './limits.ts';
import { npyProblem, readNpyHeader } from './npy-header.ts';
import { itemsOf, listsOf, type NpyItems } from './npy-items.ts';
import { checkRecordCount, checkRecords } from './records.ts';
import { isNumeric, leafOf, type Property, scalarKinds, soleArray } from './schema-kinds.ts';

/**
 * An array whose first axis is the records. Each record becomes the schema's only array property, as nested lists; or,
 * if all properties are numbers or booleans, the columns are the properties in the schema's order (a single column may
 * be an array of one axis).
 * @returns undefined for any other schema
 */
export function npyDecoder(manifest: ModelManifest): Decode | undefined {
  const layout = layoutOf(manifest);
  if (!layout) return undefined;
  return (body) => {
    const header = readNpyHeader(body);
    const [records = 0] = header.shape;
    layout.check(header.shape);
    checkRecordCount(records);
    checkListCount(header.shape);
    const items = itemsOf(body, header);
    const inputs = [];
    for (let index = 0; index < records; index++) inputs.push(layout.record(items, index));
    checkRecords(inputs, 'array', manifest);
    return { inputs, framing: 'array' };
  };
}

interface Layout {
  /** @throws ProblemError `input_invalid` */
  check(shape: readonly number[]): void;
  record(items: NpyItems, index: number): Record<string, unknown>;
}

function layoutOf({ name, input }: ModelManifest): Layout | undefined {
  const { properties } = input;
  const array = soleArray(input);
  if (array !== undefined) return arrayLayout(name, array, properties[array] ?? {});
  const columns = Object.entries(properties);
  const numeric = columns.length > 0 && columns.every(([, property]) => isNumeric(property));
  return numeric ? columnLayout(name, columns, input.required ?? []) : undefined;
}

function arrayLayout(model: string, name: string, property: Property): Layout | undefined {
  const leaf = leafOf(property);
  if (leaf && !isNumeric(leaf.property)) return undefined;
  const convert = converter(leaf?.property ?? {});
  return {
    check(shape) {
      const axes = leaf ? leaf.depth + 1 : Math.max(2, shape.length);
      if (shape.length === axes) return;
      throw misshapen(model, shape, `it must have ${axes} axes, the records first`);
    },
    record: (items, index) => ({
      [name]: listsOf(items, convert, 1, index * (items.steps[0] ?? 0)),
    }),
  };
}

/** NaN in the column of an optional property means that the property is absent. */
function columnLayout(
  model: string,
  columns: readonly [string, Property][],
  required: readonly string[],
): Layout {
  const names = columns.map(([name]) => name);
  const converters = columns.map(([, property]) => converter(property));
  return {
    check(shape) {
      const [, width = 1] = shape;
      if (shape.length <= 2 && width === columns.length) return;
      const wanted = `it must be (records, ${columns.length}), with the columns ${names.join(', ')}`;
      throw misshapen(model, shape, wanted);
    },
    record({ steps: [down = 0, right = 0], at }, index) {
      const cell = (column: number) => at(index * down + column * right);
      const cells = names.map(
        (name, column) => [name, converters[column]?.(cell(column))] as const,
      );
      return Object.fromEntries(
        cells.filter(([name, value]) => !Number.isNaN(value) || required.includes(name)),
      );
    },
  };
}

function misshapen(model: string, shape: readonly number[], wanted: string): ProblemError {
  const detail = `the array's shape is (${shape.join(', ')}); for ${model} ${wanted}`;
  return new ProblemError('input_invalid', detail);
}

/** For a boolean property 0 and 1 become false and true; for a nullable one NaN becomes null. */
function converter(property: Property): (value: number) => number | boolean | null {
  const kinds = scalarKinds(property) ?? [];
  const nullable = kinds.includes('null');
  const boolean = kinds.every((kind) => kind === 'boolean' || kind === 'null') && kinds.length > 0;
  return (value) => {
    if (nullable && Number.isNaN(value)) return null;
    return boolean && (value === 0 || value === 1) ? value === 1 : value;
  };
}

function checkListCount(shape: readonly number[]): void {
  let lists = 0;
  let inAxis = 1;
  for (const size of shape.slice(0, -1)) lists += inAxis *= size;
  if (lists <= CODEC_LIMITS.npyLists) return;
  throw npyProblem(
    `its shape (${shape.join(', ')}) becomes ${lists} nested arrays; must be at most ${CODEC_LIMITS.npyLists}; ` +
      'send fewer records at once',
  );
}
