import { describe, expect, it } from 'vitest';
import { parseArguments } from '../src/arguments.ts';

describe('parseArguments', () => {
  it('measures everything by default', () => {
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

  it('reads comma-separated lists, and sorts them in its own order', () => {
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

  it('measures the untuned stack only when it is named', () => {
    const systems = 'seed-stack-untuned,limit';
    expect(parseArguments(['container', '--system', systems])).toMatchObject({
      systems: ['limit', 'seed-stack-untuned'],
    });
  });

  it('simulates the life cycle with a default seed, or a given one', () => {
    expect(parseArguments(['lifecycle', '--docs'])).toEqual({
      command: 'lifecycle',
      json: undefined,
      docs: true,
      seed: 1,
    });
    expect(parseArguments(['lifecycle', '--seed', '42'])).toMatchObject({ seed: 42 });
  });

  it('measures the starts of a function nine times by default', () => {
    expect(parseArguments(['function'])).toEqual({
      command: 'function',
      json: undefined,
      docs: false,
      runs: 9,
    });
    expect(parseArguments(['function', '--runs', '3'])).toMatchObject({ runs: 3 });
  });

  it.each([
    [[], 'the command is missing, must be one of container, lifecycle, function'],
    [['lambda'], 'the command is lambda, must be one of container, lifecycle, function'],
    [['container', 'again'], 'the command is container again, must be'],
    [['container', '--fast'], "Unknown option '--fast'"],
    [['container', '--json', ''], '--json is empty, must be the name of a file'],
    [
      ['container', '--model', 'gpt'],
      '--model has "gpt", must be one or more of entailment, bilstm',
    ],
    [['container', '--system', 'pilotlight,'], '--system has "", must be one or more of'],
    [['container', '--callers', '0'], '--callers is "0", must be integers from 1 to 1024'],
    [['container', '--callers', '1,many'], '--callers is "1,many"'],
    [['container', '--seed', '2'], 'container has no option --seed'],
    [['lifecycle', '--quick'], 'lifecycle has no option --quick'],
    [['lifecycle', '--runs', '2'], 'lifecycle has no option --runs'],
    [['function', '--seed', '2'], 'function has no option --seed'],
    [['function', '--runs', '0'], '--runs is "0", must be an integer from 1 to 99'],
    [['lifecycle', '--seed', 'one'], '--seed is "one", must be an integer of at most nine digits'],
  ])('refuses %j', (args, message) => {
    expect(() => parseArguments(args)).toThrow(message);
  });
});
