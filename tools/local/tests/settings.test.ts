import { expect, it } from 'vitest';
import { readSettings } from '../src/settings.ts';

it('has a default for each key, and ignores other namespaces', () => {
  expect(readSettings({ 'local:port': '0', 'pilotlight:idleMinutes': 'x' })).toEqual({
    port: 0,
    providerPort: 8701,
    endpointCreationSeconds: 4,
    endpointDeletionSeconds: 1,
    scheduleMinuteSeconds: 60,
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
  const lines = Object.entries(config).map(([key, value]) => [key, value]);
  expect(() => readSettings(config)).toThrow(/not valid:(\n {2}local:\w+ is .*, must be .*){5}$/);
  for (const [key, value] of lines.slice(0, 3)) {
    expect(() => readSettings(config)).toThrow(`${key} is "${value}", must be `);
  }
});
