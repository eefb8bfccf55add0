import { expect, test } from 'vitest';
import { openBundle } from '../src/bundle.ts';
import { needsSharp } from '../src/needs-sharp.ts';
import { bundleFolder, manifest } from './bundle-folder.ts';

async function needed(handler: string, changes: Record<string, string> = {}): Promise<boolean> {
  return needsSharp(await openBundle(await bundleFolder(handler, changes)));
}

test('a model of numbers needs no sharp, with or without a handler', async () => {
  expect(await needed('')).toBe(false);
  expect(await needed('double')).toBe(false);
});

test('a model with an image among its properties needs it', async () => {
  const picture = { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/*' };
  const input = { type: 'object', properties: { picture } };
  expect(await needed('', { 'model.json': JSON.stringify({ ...manifest, input }) })).toBe(true);
});

test.each(["import sharp from 'sharp';", 'const s=await import("sharp");', 'require(`sharp`)'])(
  'a handler with %s needs it',
  async (text) => {
    expect(await needed('', { 'code/handler.mjs': `${text} export const predict = 1;` })).toBe(
      true,
    );
  },
);

test('a handler that only mentions it does not', async () => {
  const text = '// sharper than sharp\nexport const predict = 1;';
  expect(await needed('', { 'code/handler.mjs': text })).toBe(false);
});
