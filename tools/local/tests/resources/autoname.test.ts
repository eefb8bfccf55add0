import { expect, it } from 'vitest';
import { autoname } from '../../src/resources/index.ts';

const seed = Uint8Array.of(0xab, 0xcd, 0xef, 0x12, 0x34);

it('adds seven hexadecimal digits of the seed', () => {
  expect(autoname({ property: 'name', maxLength: 64 }, 'Table', seed)).toBe('Table-abcdef1');
});

it('keeps to the maximum length, and to lower case where the service requires it', () => {
  const rule = { property: 'bucket', maxLength: 12, lowerCase: true };
  expect(autoname(rule, 'Artefacts', seed)).toBe('arte-abcdef1');
});
