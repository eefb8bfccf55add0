import type { Deed, Fault, Moment, Operation, Plan, Role } from './plan.ts';

interface Met {
  readonly fault?: Fault;
  readonly deeds: readonly Deed[];
}

const NOTHING: Met = { deeds: [] };

/** Counts the calls, and returns the plan's fault and deeds for each. */
export class Moments {
  readonly #counts = new Map<string, number>();
  readonly #faults = new Map<string, Fault>();
  readonly #deeds = new Map<string, Deed[]>();

  constructor({ faults, commands }: Plan) {
    const key = ({ call, nth }: Moment) => `${call} ${nth}`;
    for (const { when, deed } of commands) {
      if (!('call' in when)) continue;
      const { lateSeconds: seconds } = when;
      if (seconds > 0) this.#faults.set(key(when), { ...when, mishap: 'late', seconds });
      const deeds = this.#deeds.get(key(when)) ?? [];
      deeds.push(deed);
      this.#deeds.set(key(when), deeds);
    }
    for (const fault of faults) this.#faults.set(key(fault), fault);
  }

  meet(role: Role, operation: Operation): Met {
    const call = `${role} ${operation}`;
    const nth = (this.#counts.get(call) ?? 0) + 1;
    this.#counts.set(call, nth);
    if (this.#faults.size === 0 && this.#deeds.size === 0) return NOTHING;
    const key = `${call} ${nth}`;
    const fault = this.#faults.get(key);
    const deeds = this.#deeds.get(key) ?? [];
    return { deeds, ...(fault ? { fault } : {}) };
  }
}
