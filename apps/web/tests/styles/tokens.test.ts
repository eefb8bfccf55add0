// @vitest-environment node
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Tokens = Record<string, string>;

const css = readFileSync(new URL('../../src/styles/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media');
const colours = (text: string): Tokens =>
  Object.fromEntries([...text.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map((m) => [m[1], m[2]]));

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(tokens: Tokens, one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other]
    .map((name) => luminance(tokens[name] ?? ''))
    .sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const answerCss = readFileSync(new URL('../../src/styles/answer.css', import.meta.url), 'utf8');
const STRONGEST_MARK = Math.max(
  ...[...answerCss.matchAll(/--shade: (\d+)%/g)].map(([, percent]) => Number(percent) / 100),
);

/** `color-mix` of a colour with what is behind it. */
function mixed(colour = '', ground = '', share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [above, below] = [colour, ground].map((hex) => parseInt(hex.slice(at, at + 2), 16));
    const value = Math.round(share * (above ?? NaN) + (1 - share) * (below ?? NaN));
    return value.toString(16).padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

test.each([
  ['light', colours(light)],
  ['dark', colours(dark)],
])('the %s colours have the contrast of WCAG AA', (_scheme, tokens) => {
  for (const ground of ['ground', 'surface', 'sunk']) {
    for (const text of ['ink', 'muted', 'ember', 'good', 'bad']) {
      expect(contrast(tokens, text, ground), `${text} on ${ground}`).toBeGreaterThan(4.5);
    }
    for (const edge of ['edge', 'pilot']) {
      expect(contrast(tokens, edge, ground), `${edge} on ${ground}`).toBeGreaterThan(3);
    }
  }
  expect(contrast(tokens, 'on-ember', 'ember')).toBeGreaterThan(4.5);
  for (const colour of ['good', 'bad']) {
    const marked = { ...tokens, marked: mixed(tokens[colour], tokens.sunk, STRONGEST_MARK) };
    expect(contrast(marked, 'ink', 'marked'), `ink on a mark of ${colour}`).toBeGreaterThan(4.5);
  }
});
