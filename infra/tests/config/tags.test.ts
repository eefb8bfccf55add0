import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/stack-config.ts';

const numbered = (count: number) =>
  JSON.stringify({
    tags: Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, 'a'])),
  });

describe('the tags of a stack', () => {
  test('are those of `aws:defaultTags` and its own, up to 40', () => {
    const { tags } = parseConfig({ 'aws:defaultTags': numbered(39) }, 'dev');
    expect(Object.keys(tags)).toHaveLength(40);
    expect(tags).toMatchObject({ 'tag-38': 'a', 'pilotlight:stack': 'dev' });
  });

  test('may be as long as AWS allows', () => {
    const team = 'a'.repeat(256);
    const config = { 'aws:defaultTags': JSON.stringify({ tags: { team } }) };
    expect(parseConfig(config, 'dev').tags).toMatchObject({ team });
  });

  test.each([
    ['{', 'JSON such as'],
    ['{"tags":{"team":1}}', 'an object of strings under `tags`'],
    [
      '{"tags":{"pilotlight:stack":"prod"}}',
      'without the tag pilotlight:stack, or with "dev" as its value',
    ],
    [numbered(40), 'at most 40 tags, including pilotlight:stack'],
  ])('refuses the tags %s', (text, wanted) => {
    expect(() => parseConfig({ 'aws:defaultTags': text }, 'dev')).toThrowError(
      `has 1 mistake:\n  aws:defaultTags is ${text}, must be ${wanted}`,
    );
  });
});
