import { describe, expect, it } from 'vitest';
import { parseArguments } from '../src/arguments.ts';

describe('parseArguments', () => {
  it('measures everything unless told otherwise', () => {
    expect(parseArguments(['container'])).toEqual({
      command: 'container',
      quick: false,
      json: undefined,
      docs: false,
      models: ['entailment', 'bilstm'],
      systems: ['pilotlight', 'bare-node', 'seed-stack', 'fastapi', 'litserve', 'bentoml', 'limit'],
      lengths: ['short', 'mixed'],
      callers: undefined,
    });
  });

  it('takes lists with commas, in its own order', () => {
    const given = ['container', '--quick', '--json', 'rows.json', '--system', 'limit,pilotlight'];
    expect(
      parseArguments([...given, '--model', 'bilstm', '--lengths', 'mixed', '--callers', '32,1,32']),
    ).toMatchObject({
      quick: true,
      json: 'rows.json',
      models: ['bilstm'],
      systems: ['pilotlight', 'limit'],
      lengths: ['mixed'],
      callers: [1, 32],
    });
  });

  it('measures the untuned stack only when it is asked for', () => {
    const systems = 'seed-stack-untuned,limit';
    expect(parseArguments(['container', '--system', systems])).toMatchObject({
      systems: ['limit', 'seed-stack-untuned'],
    });
  });

  it('simulates the life cycle by a seed of its own choice, or a given one', () => {
    expect(parseArguments(['lifecycle', '--docs'])).toEqual({
      command: 'lifecycle',
      json: undefined,
      docs: true,
      seed: 1,
    });
    expect(parseArguments(['lifecycle', '--seed', '42'])).toMatchObject({ seed: 42 });
  });

  it.each([
    [[], 'what to measure is "container" or "lifecycle", not nothing'],
    [['lambda'], 'what to measure is "container" or "lifecycle", not lambda'],
    [['container', 'again'], 'not container again'],
    [['container', '--fast'], "Unknown option '--fast'"],
    [['container', '--json', ''], '--json needs the name of a file'],
    [['container', '--model', 'gpt'], '--model takes entailment, bilstm; "gpt" is none of them'],
    [['container', '--system', 'pilotlight,'], '"" is none of them'],
    [['container', '--callers', '0'], '--callers takes whole numbers from 1 to 1024, not "0"'],
    [['container', '--callers', '1,many'], 'not "1,many"'],
    [['container', '--seed', '2'], 'container takes no --seed'],
    [['lifecycle', '--quick'], 'lifecycle takes no --quick'],
    [
      ['lifecycle', '--seed', 'one'],
      '--seed takes a whole number of at most nine digits, not "one"',
    ],
  ])('refuses %j', (args, message) => {
    expect(() => parseArguments(args)).toThrow(message);
  });
});
