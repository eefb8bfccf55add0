import { ASYNC_MODEL, AUTO_MODEL, FUNCTION_MODEL, MODEL, SERVERLESS_MODEL } from '../model.ts';
import { alwaysOn } from './always-on.ts';
import { naiveTimer } from './naive-timer.ts';
import { pilotlight } from './pilotlight.ts';
import type { TrafficName } from '../traffic/traffic.ts';
import type { Start } from './system.ts';

/** With an asynchronous endpoint; the second without the request for the first instance, which only the alarm starts. */
const ASYNCHRONOUS = {
  async: pilotlight(ASYNC_MODEL),
  'async-alarm': pilotlight(ASYNC_MODEL, { asksForInstance: false }),
} as const satisfies Record<string, Start>;

/** The project itself, with each serving mode. */
const OWN = {
  pilotlight: pilotlight(MODEL),
  function: pilotlight(FUNCTION_MODEL),
  auto: pilotlight(AUTO_MODEL),
  serverless: pilotlight(SERVERLESS_MODEL),
  ...ASYNCHRONOUS,
} as const satisfies Record<string, Start>;

export const SYSTEMS = {
  ...OWN,
  'always-on': alwaysOn,
  'naive-timer': naiveTimer,
} as const satisfies Record<string, Start>;

export type SystemName = keyof typeof SYSTEMS;

export const SYSTEM_NAMES = Object.keys(SYSTEMS) as SystemName[];
export const OWN_NAMES = Object.keys(OWN) as (keyof typeof OWN)[];

/**
 * The systems that are simulated for a year of `traffic`. A job takes a dozen calls, so that a year of jobs takes minutes,
 * except of the steady service, which is asked least.
 */
export function systemsFor(traffic: TrafficName): SystemName[] {
  return SYSTEM_NAMES.filter((name) => traffic === 'steady' || !Object.hasOwn(ASYNCHRONOUS, name));
}
