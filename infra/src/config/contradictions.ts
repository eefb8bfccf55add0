import { BURSTABLE_INSTANCE } from '@pilotlight/contracts';
import { ENDPOINT_SETTINGS } from './endpoint-settings.ts';
import { DEFAULT_CONCURRENCY, SERVERLESS_MEGABYTES } from './serving-settings.ts';

type Given = Readonly<Record<string, unknown>>;

const FUNCTION_KEYS = ['modelFrom', 'memoryMegabytes'];
const ENDPOINT_KEYS = ['endpoint', ...Object.keys(ENDPOINT_SETTINGS)];
const SERVERLESS_KEYS = ['maxConcurrency', 'provisionedConcurrency'];

/** Keys that a model must not have, and why. */
interface Refused {
  readonly keys: readonly string[];
  readonly why: string;
}

/**
 * The settings of one model that contradict its other settings.
 * @param where what stands before a key in an error
 */
export function contradictions(given: Given, where: string): readonly string[] {
  const refused = [refusedByMode(given), refusedElsewhere(given)].flat();
  return [
    ...refused.flatMap(({ keys, why }) =>
      keys.filter((key) => Object.hasOwn(given, key)).map((key) => `${where}${key} is set, ${why}`),
    ),
    ...contradictingValues(given, where),
  ];
}

/** What the mode of the model does not have. */
function refusedByMode(given: Given): Refused[] {
  const { serving, whileWaking, largeInputs } = given;
  // The asynchronous endpoint for large inputs has an instance type, although nothing else may have one.
  const instanceless = ENDPOINT_KEYS.filter(
    (key) => key !== 'instanceType' || largeInputs !== 'async',
  );
  switch (serving) {
    case 'function': {
      const why = 'but with `serving: function` the model has no endpoint: leave it out';
      return [{ keys: ['whileWaking', ...instanceless], why }];
    }
    case 'serverless': {
      const why = 'but with `serving: serverless` the model has no instances, and nothing wakes it';
      const keys = ['whileWaking', 'modelFrom', ...instanceless];
      return [{ keys, why: `${why}: leave it out` }];
    }
    case 'async': {
      const why = 'but with `serving: async` every request is a job, and instances come and go by';
      const keys = ['whileWaking', ...FUNCTION_KEYS, 'endpoint', 'instanceCount', 'idleMinutes'];
      return [
        { keys, why: `${why} themselves: leave it out` },
        { keys: ['largeInputs'], why: 'but `serving: async` takes them anyway: leave it out' },
      ];
    }
    case 'auto': {
      const why = 'but with `serving: auto` the function always answers: set `serving: realtime`';
      return [{ keys: ['whileWaking'], why: `${why}, or leave it out` }];
    }
    default: {
      const why = 'but with `whileWaking: park` the model has no function: leave it out';
      return whileWaking === 'park' ? [{ keys: FUNCTION_KEYS, why }] : [];
    }
  }
}

/** What only one kind of endpoint has, where the model has none. */
function refusedElsewhere({ serving, largeInputs }: Given): Refused[] {
  const serverless = {
    keys: SERVERLESS_KEYS,
    why: 'but the model has no serverless endpoint: set `serving: serverless`, or leave it out',
  };
  const jobs = {
    keys: ['maxInstances'],
    why: 'but the model has no asynchronous endpoint: set `serving: async` or `largeInputs: async`, or leave it out',
  };
  return [
    ...(serving === 'serverless' ? [] : [serverless]),
    ...(serving === 'async' || largeInputs === 'async' ? [] : [jobs]),
  ];
}

function contradictingValues(given: Given, where: string): string[] {
  const { serving, memoryMegabytes, instanceType } = given;
  const { maxConcurrency = DEFAULT_CONCURRENCY, provisionedConcurrency } = given;
  const mistakes: string[] = [];
  if (
    serving === 'serverless' &&
    typeof memoryMegabytes === 'number' &&
    !SERVERLESS_MEGABYTES.includes(memoryMegabytes)
  ) {
    mistakes.push(
      `${where}memoryMegabytes is ${memoryMegabytes}, must be one of ${SERVERLESS_MEGABYTES.join(', ')} with \`serving: serverless\``,
    );
  }
  if (
    typeof maxConcurrency === 'number' &&
    typeof provisionedConcurrency === 'number' &&
    provisionedConcurrency > maxConcurrency
  ) {
    mistakes.push(
      `${where}provisionedConcurrency is ${provisionedConcurrency}, must be at most maxConcurrency, which is ${maxConcurrency}`,
    );
  }
  if (
    serving === 'async' &&
    typeof instanceType === 'string' &&
    BURSTABLE_INSTANCE.test(instanceType)
  ) {
    mistakes.push(
      `${where}instanceType is "${instanceType}", must not be burstable with \`serving: async\`, because it does not scale: use ml.m5.large`,
    );
  }
  return mistakes;
}
