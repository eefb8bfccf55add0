const EVENTS = ['event on time', 'event late', 'event twice', 'event lost'] as const;

const MISHAPS = [
  ...['throttled', 'unavailable', 'lost', 'twice', 'late', 'late answer', 'hangs', 'vanishes'],
  ...['dies before', 'dies after'],
] as const;

const all = (names: readonly string[], least: number) =>
  names.map((name) => [name, least] as const);

/**
 * The minimum share of runs that must see each thing, about half of the share when this was written. Runs in which
 * nothing happens would prove nothing.
 */
export const EXERCISED: ReadonlyMap<string, number> = new Map([
  ['asleep at the end', 1],
  ['created', 0.25],
  ['creation failed', 0.12],
  ['wake completed', 0.2],
  ['wake given up', 0.06],
  ['wake overdue', 0.01],
  ['CreateEndpoint throttled', 0.02],
  ['CreateEndpoint denied', 0.02],
  ['CreateEndpoint hidden', 0.02],
  ['wake beside a reap', 0.02],
  ['accepted', 0.25],
  ['answered at once', 0.2],
  ['parked and answered', 0.18],
  ['parked and failed', 0.1],
  ['asked again', 0.015],
  ['asked the second model', 0.15],
  ['the container failed', 0.1],
  ['the function answered', 0.1],
  ['the function was throttled', 0.05],
  ['the serverless endpoint answered', 0.1],
  ['the serverless endpoint was throttled', 0.02],
  ['the serverless endpoint was absent', 0.05],
  ['the serverless endpoint was starting', 0.01],
  ['deleted idle', 0.3],
  ['reprieved', 0.015],
  ['stopped unseen', 0.02],
  ['reaper always new', 0.25],
  ['deleted broken', 0.15],
  ['deleted by hand', 0.15],
  ...all(EVENTS, 0.05),
  ...all(MISHAPS, 0.05),
]);
