import { expect, it } from 'vitest';
import { readSettings } from '../src/settings.ts';

it('has a default for each key, and ignores other namespaces', () => {
  expect(readSettings({ 'local:port': '0', 'pilotlight:idleMinutes': 'x' })).toEqual({
    port: 0,
    providerPort: 8701,
    endpointCreationSeconds: 4,
    endpointDeletionSeconds: 1,
    scheduleMinuteSeconds: 60,
    concurrentExecutions: 1000,
    functionIdleSeconds: 300,
    serverlessStartSeconds: 2,
    serverlessWaitSeconds: 20,
    serverlessIdleSeconds: 300,
    asyncFirstInstances: 1,
  });
});

it('lists every bad key at once, with what was found', () => {
  const config = {
    'local:port': '70000',
    'local:endpointCreationSeconds': '-1',
    'local:scheduleMinuteSeconds': '',
    'local:speed': '2',
    'local:providerPort': '1.5',
  };
  expect(() => readSettings(config)).toThrow(/not valid:(\n {2}local:\w+: is .*){5}$/);
  for (const line of [
    'local:port: is 70000; must be an integer from 0 to 65535',
    'local:providerPort: is 1.5; must be an integer from 0 to 65535',
    'local:endpointCreationSeconds: is -1; must be a number from 0 to 3600',
    'local:scheduleMinuteSeconds: is empty; must be a number from 0.05 to 3600',
    'local:speed: is an unknown property; the properties are port, ',
  ]) {
    expect(() => readSettings(config)).toThrow(line);
  }
});
