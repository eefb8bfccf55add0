import type { SimulatedCloud } from '../cloud/simulated-cloud.ts';
import type { Outcome } from './asking.ts';

/** One way to serve a model in `cloud`. */
export interface System {
  /** One asker with one request, until they have their answer or have given up. */
  ask(request: number): Promise<Outcome>;
  /** How often what was asleep was woken: endpoints that were created, for serverless its cold starts. */
  wakes(): number;
}

/** @param requests how many there will be in the year */
export type Start = (cloud: SimulatedCloud, requests: number) => System;
