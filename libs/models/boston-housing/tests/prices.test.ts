import { fileURLToPath } from 'node:url';
import { violations } from '@pilotlight/contracts';
import { type InThreadModel, loadInThread, openBundle } from '@pilotlight/model-runtime';
import { beforeAll, describe, expect, it } from 'vitest';

const directory = fileURLToPath(new URL('..', import.meta.url));

let model: InThreadModel;

beforeAll(async () => {
  model = await loadInThread(await openBundle(directory), 1);
});

async function answered(body: string, contentType = 'text/csv', accept = '') {
  const answer = await model.answer({ body: Buffer.from(body), contentType, accept });
  return Buffer.from(answer.body).toString();
}

async function priceOf(input: Record<string, unknown>): Promise<number> {
  const output = JSON.parse(await answered(JSON.stringify(input), 'application/json'));
  expect(violations(model.manifest.output, output)).toEqual([]);
  return output.price;
}

const example = (title: string) =>
  model.manifest.examples.find((one) => one.title === title)?.input ?? {};

const ROW = '0.3,0,9,0,0.54,6,75,3.8,5,330,19,390,13';

describe('a price', () => {
  it('is higher in the suburb than at the motorway, and highest for large homes on the river', async () => {
    const titles = ['Near the motorway', 'A quiet suburb', 'Large homes on the river'];
    const prices: number[] = [];
    for (const title of titles) prices.push(await priceOf(example(title)));
    expect(prices).toEqual(prices.toSorted((one, other) => one - other));
    expect(Math.min(...prices)).toBeGreaterThan(5);
    expect(Math.max(...prices)).toBeLessThan(55);
  });

  it('is the same for a row without a header, with one, and for JSON by name', async () => {
    const names = Object.keys(model.manifest.input.properties).join(',');
    const price = await priceOf(example('A row of the course, with its b'));
    expect((await answered(ROW)).trim()).toBe(String(price));
    expect((await answered(`${names}\n${ROW}`)).trim()).toBe(String(price));
    expect(await answered(`${ROW}\r\n${ROW}\r\n`)).toBe(`${price}\n${price}`);
  });

  it('does not depend on b, which may be left out', async () => {
    const without = { ...example('A row of the course, with its b') };
    delete without['b'];
    const price = await priceOf(without);
    for (const b of [0, 100, 200, 300, 350, 380, 396.9]) {
      expect(await priceOf({ ...without, b })).toBe(price);
    }
    expect((await answered(ROW.replace('390', ''))).trim()).toBe(String(price));
  });

  it.each([
    ['twelve cells', ROW.slice(0, -3), 'input_invalid'],
    ['fourteen cells', `${ROW},24`, 'input_invalid'],
    ['a word', ROW.replace('0.54', 'clean'), 'input_invalid'],
    ['an empty cell', ROW.replace('0.54', ''), 'input_invalid'],
    ['a number out of range', ROW.replace('75', '175'), 'input_invalid'],
    ['nothing', '\n', 'input_invalid'],
    ['an open quotation mark', `"${ROW}`, 'request_invalid'],
  ])('is refused for a row of %s', async (_what, row, code) => {
    await expect(answered(row)).rejects.toMatchObject({ code });
  });
});
