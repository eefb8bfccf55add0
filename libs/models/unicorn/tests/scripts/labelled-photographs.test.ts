import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inTest, knownToBase, readPhotographs } from '../../scripts/labelled-photographs.ts';

const folder = mkdtempSync(join(tmpdir(), 'photographs-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function listed(...lines: string[]) {
  writeFileSync(join(folder, 'labels.csv'), `${lines.join('\n')}\n`);
  return readPhotographs(folder);
}

const photograph = (path: string, split = 'all', source = 'somewhere') => ({
  path,
  horse: false,
  label: '',
  split,
  source,
});

describe('readPhotographs', () => {
  it('reads the rows, with the columns in any order', () => {
    expect(listed('horse,path,label,split,source', '1,a/b.jpg,sorrel,all,web')).toEqual([
      { path: 'a/b.jpg', horse: true, label: 'sorrel', split: 'all', source: 'web' },
    ]);
  });

  it('names the columns that are missing', () => {
    expect(() => listed('path,label', 'a,b')).toThrow('no column horse, split, source');
  });

  it('refuses a list of none', () => {
    expect(() => listed('path,horse,label,split,source')).toThrow('lists no photographs');
  });
});

describe('inTest', () => {
  it('takes the part for validation where there is one', () => {
    expect(inTest(photograph('animals3/valid_cat_1.jpg', 'valid'))).toBe(true);
    expect(inTest(photograph('animals3/train_cat_1.jpg', 'train'))).toBe(false);
  });

  it.each([
    ['imagenet1000/n02105505_komondor.jpg', '7ffa541f', true],
    ['horsecat/train_pony_022.jpeg', '0ecacee1', true],
    ['imagenet1000/n02102040_English_springer.jpg', '8069b53b', false],
    ['horsecat/train_light_004.png', 'fb5dbd27', false],
  ])('decides by the hash otherwise: %s has %s', (path, _hash, expected) => {
    for (const split of ['train', 'all']) expect(inTest(photograph(path, split))).toBe(expected);
  });
});

it('knows the photographs that the base network may have seen', () => {
  const imagenet = photograph('x', 'all', 'EliSchwartz+imagenet-sample-images');
  expect([imagenet, photograph('x')].map(knownToBase)).toEqual([true, false]);
});
