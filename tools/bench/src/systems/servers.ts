import { bareNode } from './bare-node.ts';
import { bentoml } from './bentoml.ts';
import type { Contender } from './contender.ts';
import { fastapi } from './fastapi.ts';
import { litserve } from './litserve.ts';
import { pilotlight } from './pilotlight.ts';
import { seedStack, untunedSeedStack } from './seed-stack.ts';
import { type ServerName, UNTUNED } from './system-names.ts';

/** For each server, a function that installs it and returns a contender for each setting. */
export const SERVERS: Readonly<Record<ServerName, () => Promise<Contender[]>>> = {
  pilotlight,
  'bare-node': bareNode,
  'seed-stack': seedStack,
  [UNTUNED]: untunedSeedStack,
  fastapi,
  litserve,
  bentoml,
};
