import type { Mutant } from '../mutant.ts';

/** Protections of invariant 1: an awake prediction asks its host and calls nothing before it. */
export const OPTIMISTIC: readonly Mutant[] = [
  {
    invariant: 1,
    without: 'trying the endpoint first, before describing it',
    file: 'src/predict/predict.ts',
    find: '  const asked = await reply(ports, model, request);\n',
    replace:
      '  const endpoint = endpointOf(model);\n  if (endpoint) await ports.endpoints.describe(endpoint);\n  const asked = await reply(ports, model, request);\n',
    tests: ['tests/predict/predict.test.ts'],
  },
  {
    invariant: 1,
    without: 'the short time-out of the activity write, which an answer waits for',
    file: 'src/aws/dynamodb-endpoints.ts',
    find: 'await table.update(record, LIMITS.activityWriteSeconds);',
    replace: 'await table.update(record);',
    tests: ['tests/aws/dynamodb-store.test.ts'],
  },
  {
    invariant: 1,
    without: 'the back-off after a failed activity write',
    file: 'src/endpoint/activity.ts',
    find: 'if (within(failures.get(key), now, retrySeconds)) return;',
    replace: '',
    tests: ['tests/endpoint/activity.test.ts'],
  },
  {
    invariant: 1,
    without: 'asking the endpoint that was seen in service',
    file: 'src/ask/ask.ts',
    find: 'if (sightings.isServing(endpoint.key)) {',
    replace: 'if (sightings.isServing(`not ${endpoint.key}`)) {',
    tests: ['tests/ask/ask.test.ts'],
  },
  {
    invariant: 1,
    without: 'the pause between two looks at the endpoint beside a function',
    file: 'src/ask/light.ts',
    find: 'if (!sightings.isDue(key) && spends === undefined) return;',
    replace: '',
    tests: ['tests/ask/light.test.ts'],
  },
  {
    invariant: 1,
    without: 'looking in the table before SageMaker is asked for the endpoint of mode auto',
    file: 'src/ask/light.ts',
    find: 'if (!wanted && !(await mayExist(ports, endpoint))) return;',
    replace: '',
    tests: ['tests/ask/may-exist.test.ts'],
  },
];
