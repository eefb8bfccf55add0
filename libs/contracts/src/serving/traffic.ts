/** The requests to one model, as far as its cost depends on them. */
export interface Traffic {
  readonly requestsPerDay: number;
  /** The requests come at random times within this many hours of each day, one after the other. */
  readonly hoursPerDay: number;
  /** How long one processor works on a request. */
  readonly secondsPerRequest: number;
}

const HOURS_PER_DAY = 24;
/** The day is summed up in steps of this length. */
const STEP_HOURS = 1 / 60;

export interface Running {
  /** How long it runs, in hours a day. */
  readonly hours: number;
  /** How often a day a request finds that it does not run. */
  readonly starts: number;
}

/**
 * How much of a day something runs that starts with a request and stops when it had none for `keptHours`. Right for
 * requests that are independent of each other (a Poisson process); requests that come in groups need less.
 */
export function running({ requestsPerDay, hoursPerDay }: Traffic, keptHours: number): Running {
  const perHour = requestsPerDay / hoursPerDay;
  /** How many requests are expected from the first midnight to `at`. */
  const until = (at: number) => {
    const day = Math.floor(at / HOURS_PER_DAY);
    return perHour * (day * hoursPerDay + Math.min(at - day * HOURS_PER_DAY, hoursPerDay));
  };
  /** How many in the `keptHours` before. */
  const recent = (at: number) => until(at) - until(at - keptHours);
  let hours = 0;
  let starts = 0;
  for (let step = 0; step < HOURS_PER_DAY / STEP_HOURS; step++) {
    const [from, to] = [step * STEP_HOURS, (step + 1) * STEP_HOURS];
    const stopped = meanChanceOfNone(recent(from), recent(to));
    hours += (1 - stopped) * STEP_HOURS;
    starts += stopped * (until(to) - until(from));
  }
  return { hours, starts };
}

/** The chance that no request came, while the expected number changes evenly from one value to the other. */
function meanChanceOfNone(first: number, last: number): number {
  const change = last - first;
  // Nearly equal values would divide one rounding error by another.
  return Math.abs(change) < 1e-6 ? Math.exp(-first) : (Math.exp(-first) - Math.exp(-last)) / change;
}
