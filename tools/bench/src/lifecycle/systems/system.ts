import type { SimulatedCloud } from '../cloud/simulated-cloud.ts';
import type { Outcome } from './asking.ts';

/** One way to serve a model in `cloud`. */
export interface System {
  /** One client with one request, until it has an answer or gives up. */
  ask(request: number): Promise<Outcome>;
  /** How often it was woken: created endpoints, or cold starts for serverless. */
  wakes(): number;
}

/** @param requests the number of requests in the year */
export type Start = (cloud: SimulatedCloud, requests: number) => System;
