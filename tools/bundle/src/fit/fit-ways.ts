import {
  type BundleSize,
  LIMITS,
  type Machine,
  type ModelManifest,
  monthlyCost,
  type MonthlyCost,
  type ServingWay,
  verdictsOf,
} from '@pilotlight/contracts';
import type { FitOptions } from './fit-options.ts';

/** One way to serve a bundle. */
export interface WayFit {
  readonly way: ServingWay;
  /** The smallest machine that the bundle fits on, and what it costs a month; undefined when the bundle does not fit. */
  readonly on?: { readonly machine: Machine; readonly cost: MonthlyCost };
  /** Why it does not fit, and what to do. */
  readonly why?: string;
}

/** A way that the bundle fits. */
export type Fitting = WayFit & Required<Pick<WayFit, 'on'>>;

/** Every way to serve a bundle of `size` with this manifest. */
export function fitWays(
  size: BundleSize,
  options: FitOptions,
  manifest?: Pick<ModelManifest, 'tuning' | 'answerFiles'>,
): WayFit[] {
  return verdictsOf(size, manifest).map(({ way, machine, why, instead }) => {
    const slow = tooSlow(way, options);
    if (slow !== undefined) return { way, why: slow };
    if (!machine) return { way, why: `${why}; ${instead}` };
    const { idleMinutes } = options;
    const cost = monthlyCost({ way, machine, size, traffic: options, idleMinutes });
    return { way, on: { machine, cost } };
  });
}

/** The API waits for the answer of an endpoint or of a function. */
function tooSlow({ mode }: ServingWay, { secondsPerRequest }: FitOptions): string | undefined {
  const most = LIMITS.invocationSeconds;
  const awaited = mode === 'realtime' || mode === 'function';
  if (!awaited || secondsPerRequest <= most) return undefined;
  return `a request takes ${secondsPerRequest} s, but the API waits at most ${most} s; make the model faster`;
}

/** The function that serves a model of a stack that does not say what carries it: the first that fits. */
export function usualFunction(ways: readonly WayFit[]): Fitting | undefined {
  return ways.find(
    (fit): fit is Fitting =>
      fit.way.mode === 'function' && fit.way.setting !== undefined && fit.on !== undefined,
  );
}
