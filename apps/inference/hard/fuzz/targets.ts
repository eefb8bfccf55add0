import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type fc from 'fast-check';
import { expect } from 'vitest';
import { modelFile } from '../../contract/support/model.ts';
import { fixture } from '../support/bundles.ts';
import type { Attempt } from './attempt.ts';
import { attempts, otherRoutes } from './attempts.ts';
import { csvBodies } from './csv-bodies.ts';
import { CSV, JSON_TYPE } from './header-lines.ts';
import { imageBodies } from './image-bodies.ts';
import { jsonBodies, lineBodies } from './json-bodies.ts';
import { npyBodies } from './npy-bodies.ts';

/** A model that malformed requests are sent to. */
export interface Target {
  readonly name: string;
  /** The path of its bundle. */
  readonly bundle: string;
  readonly good: Readonly<Record<string, unknown>>;
  readonly answer: unknown;
  readonly count: number;
  readonly attempts: fc.Arbitrary<Attempt>;
  /** Statuses and codes that must occur; otherwise the requests do not reach far enough into the program. */
  readonly reached: readonly string[];
}

const COMMON = ['200', '400 body_not_json', '400 request_invalid', '415 content_type_unsupported'];

export const numbers = { a: 1.5, b: 2, c: true };
const series = { rows: [[1, 2.5], [3], []] };
const image = readFileSync(join(fixture('picture'), 'dots.png')).toString('base64');
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

const json = (good: Readonly<Record<string, unknown>>) => [
  { kind: 'JSON', contentType: JSON_TYPE, bodies: jsonBodies(good) },
  { kind: 'lines', contentType: 'application/jsonlines', bodies: lineBodies(good) },
];
const npy = { kind: 'npy', contentType: 'application/x-npy', bodies: npyBodies };

export const targets: readonly Target[] = [
  {
    name: 'numbers',
    bundle: fixture('numbers'),
    count: 5000,
    good: numbers,
    answer: { y: 121.5 },
    attempts: attempts(
      [...json(numbers), { kind: 'CSV', contentType: CSV, bodies: csvBodies(numbers) }, npy],
      bytesOf(numbers),
    ),
    reached: [
      ...COMMON,
      '400 body_not_utf8',
      '422 input_invalid',
      '406 accept_unsupported',
      '413 body_too_large',
    ],
  },
  {
    name: 'series',
    bundle: fixture('series'),
    count: 1500,
    good: series,
    answer: { sums: [3.5, 3, 0] },
    attempts: attempts([...json(series), npy], bytesOf(series)),
    reached: [...COMMON, '400 body_not_utf8', '422 input_invalid'],
  },
  {
    name: 'picture',
    bundle: fixture('picture'),
    count: 3500,
    good: { image },
    answer: { width: 9, height: 7, brightness: expect.closeTo(125.62, 1) },
    attempts: attempts(
      [
        ...json({ image }),
        { kind: 'JPEG', contentType: 'image/jpeg', bodies: imageBodies },
        { kind: 'PNG', contentType: 'image/png', bodies: imageBodies },
      ],
      bytesOf({ image }),
    ),
    reached: [...COMMON, '422 input_invalid'],
  },
  {
    name: 'other routes',
    bundle: fixture('numbers'),
    count: 1000,
    good: numbers,
    answer: { y: 121.5 },
    attempts: otherRoutes,
    reached: ['200', '404 route_unknown'],
  },
];

export const entailmentBundle = modelFile('dist/bundle');

/** The entailment model, if it is built: its tokeniser gets the text. */
export function entailment(): Target {
  const { examples } = JSON.parse(readFileSync(modelFile('model.json'), 'utf8'));
  const good = examples[0].input as Record<string, unknown>;
  return {
    name: 'entailment',
    bundle: entailmentBundle,
    count: 1000,
    good,
    answer: expect.objectContaining({ label: expect.any(String) }),
    attempts: attempts(
      [...json(good), { kind: 'CSV', contentType: CSV, bodies: csvBodies(good) }],
      bytesOf(good),
    ),
    reached: [...COMMON, '422 input_invalid'],
  };
}
