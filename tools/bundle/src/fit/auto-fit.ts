import { breakEvenPerHour, type MonthlyCost } from '@pilotlight/contracts';
import type { FitOptions } from './fit-options.ts';
import { type Fitting, usualFunction, type WayFit } from './fit-ways.ts';

/** A model on `auto`: a function, and beside it an endpoint that is created only while it is cheaper. */
export interface AutoFit {
  readonly cost: MonthlyCost;
  /** From how many requests an hour on the endpoint is cheaper; undefined without a price for its instance. */
  readonly endpointFromPerHour: number | undefined;
  readonly instanceType: string;
}

const MEBIBYTE = 2 ** 20;

/** @returns undefined when the model does not fit both */
export function autoFit(
  ways: readonly WayFit[],
  { requestsPerDay, hoursPerDay, secondsPerRequest }: FitOptions,
): AutoFit | undefined {
  const byFunction = usualFunction(ways);
  const byEndpoint = ways.find((fit): fit is Fitting => fit.way.id === 'realtime' && !!fit.on);
  if (!byFunction || !byEndpoint) return undefined;
  const instanceType = byEndpoint.on.machine.name;
  const memoryMegabytes = byFunction.on.machine.memoryBytes / MEBIBYTE;
  const endpointFromPerHour = breakEvenPerHour(
    { instanceType, instanceCount: 1 },
    { memoryMegabytes },
    secondsPerRequest,
  );
  const pays = requestsPerDay / hoursPerDay > (endpointFromPerHour ?? Infinity);
  const { way, on } = pays ? byEndpoint : byFunction;
  return {
    cost: { usd: on.cost.usd, billed: `as ${way.setting}` },
    endpointFromPerHour,
    instanceType,
  };
}
