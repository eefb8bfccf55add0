import { alwaysOn } from './always-on.ts';
import { naiveTimer } from './naive-timer.ts';
import { pilotlight } from './pilotlight.ts';
import { serverless } from './serverless.ts';
import type { Start } from './system.ts';

export const SYSTEMS = {
  pilotlight,
  'always-on': alwaysOn,
  'naive-timer': naiveTimer,
  serverless,
} as const satisfies Record<string, Start>;

export type SystemName = keyof typeof SYSTEMS;

export const SYSTEM_NAMES = Object.keys(SYSTEMS) as SystemName[];
