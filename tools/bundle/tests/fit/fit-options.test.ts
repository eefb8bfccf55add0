import { expect, test } from 'vitest';
import { FIT_OPTIONS, flagsOf, parseFit } from '../../src/fit/fit-options.ts';

const errorOf = (...args: string[]) => {
  try {
    return parseFit(args);
  } catch (error) {
    return (error as Error).message;
  }
};

test('has a default for each option', () => {
  expect(parseFit(['entailment'])).toEqual({
    name: 'entailment',
    options: { requestsPerDay: 200, hoursPerDay: 8, secondsPerRequest: 0.05, idleMinutes: 40 },
  });
});

test('takes options before and after the name, also as one argument', () => {
  const { name, options } = parseFit(['--seconds=1.5', 'iris', '--requests-per-day', '1e6']);
  expect(name).toBe('iris');
  expect(options).toMatchObject({ secondsPerRequest: 1.5, requestsPerDay: 1_000_000 });
});

test('prints options that can be parsed again', () => {
  const args = ['iris', '--hours-per-day', '24', '--idle-minutes', '10'];
  const { options } = parseFit(args);
  expect(parseFit(['iris', ...flagsOf(options).split(' ')]).options).toEqual(options);
});

test('lists every mistake at once', () => {
  expect(errorOf('--seconds', '0', '--hours-per-day', '25', '--requests-per-day', 'many')).toBe(
    [
      '0 models are named; must be the name of one',
      '--requests-per-day is "many"; must be a number above 0, at most 1000000000',
      '--hours-per-day is "25"; must be a number above 0, at most 24',
      '--seconds is "0"; must be a number above 0, at most 3600',
    ].join('\nbundle: '),
  );
});

test.each(['', ' ', 'NaN', '-1', 'Infinity', '1;2'])('refuses %j as a number', (value) => {
  expect(errorOf('iris', `--seconds=${value}`)).toMatch(/^--seconds is /);
});

test('refuses a second model and an unknown option', () => {
  expect(errorOf('iris', 'entailment')).toBe('2 models are named; must be the name of one');
  expect(errorOf('iris', '--speed', '3')).toMatch(/--speed/);
});

test('has no option twice', () => {
  const flags = Object.values(FIT_OPTIONS).map(({ flag }) => flag);
  expect(new Set(flags).size).toBe(flags.length);
});
