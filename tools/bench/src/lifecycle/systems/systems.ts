import { AUTO_MODEL, FUNCTION_MODEL, MODEL, SERVERLESS_MODEL } from '../model.ts';
import { alwaysOn } from './always-on.ts';
import { naiveTimer } from './naive-timer.ts';
import { pilotlight } from './pilotlight.ts';
import type { Start } from './system.ts';

/** The project itself, with each serving mode. */
const OWN = {
  pilotlight: pilotlight(MODEL),
  function: pilotlight(FUNCTION_MODEL),
  auto: pilotlight(AUTO_MODEL),
  serverless: pilotlight(SERVERLESS_MODEL),
} as const satisfies Record<string, Start>;

export const SYSTEMS = {
  ...OWN,
  'always-on': alwaysOn,
  'naive-timer': naiveTimer,
} as const satisfies Record<string, Start>;

export type SystemName = keyof typeof SYSTEMS;

export const SYSTEM_NAMES = Object.keys(SYSTEMS) as SystemName[];
export const OWN_NAMES = Object.keys(OWN) as (keyof typeof OWN)[];
