import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** Every fifth row of the file was held out of the training (`tools/training/boston-housing/recipe.py`). */
const TEST_EVERY_ROWS = 5;
const PRICE = 'medv';

export interface HeldOutHouses {
  /** The inputs as CSV, one row per district, with the header. */
  readonly csv: string;
  /** What the homes cost, in thousands of dollars. */
  readonly prices: readonly number[];
}

/**
 * The held-out rows of a CSV file with a header.
 * @param inputs the columns that the model takes
 * @throws Error when the file cannot be read, lacks a column, or has too few rows
 */
export function readHeldOut(path: string, inputs: readonly string[]): HeldOutHouses {
  const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true });
  const missing = [...inputs, PRICE].filter((column) => !Object.hasOwn(rows[0] ?? {}, column));
  if (missing.length > 0) throw new Error(`${path} has no column ${missing.join(', ')}`);
  const heldOut = rows.filter((_row, index) => index % TEST_EVERY_ROWS === TEST_EVERY_ROWS - 1);
  if (heldOut.length === 0) {
    throw new Error(`${path} has ${rows.length} rows; must have at least ${TEST_EVERY_ROWS}`);
  }
  const lines = heldOut.map((row) => inputs.map((column) => row[column]).join(','));
  return {
    csv: [inputs.join(','), ...lines].join('\n'),
    prices: heldOut.map((row) => Number(row[PRICE])),
  };
}
