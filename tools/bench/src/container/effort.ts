/** How long and how often everything is measured. */
export interface Effort {
  readonly turns: number;
  /** Turns before a setting may be left out for being slow. */
  readonly leastTurns: number;
  /** How often each server is started to time its start. */
  readonly starts: number;
  readonly callers: readonly number[];
  readonly settleMilliseconds: number;
  readonly measureMilliseconds: number;
  readonly longestMilliseconds: number;
  /** For the trial of each point of the limit's grid, which selects the best for the turns. */
  readonly gridMilliseconds: number;
  /** How many of the grid's points are measured in the turns. */
  readonly gridFinalists: number;
}

export const FULL: Effort = {
  turns: 5,
  leastTurns: 2,
  starts: 3,
  callers: [1, 8, 32, 128],
  settleMilliseconds: 250,
  measureMilliseconds: 1_000,
  longestMilliseconds: 15_000,
  gridMilliseconds: 1_200,
  gridFinalists: 3,
};

export const QUICK: Effort = {
  turns: 5,
  leastTurns: 1,
  starts: 1,
  callers: [1, 32],
  settleMilliseconds: 60,
  measureMilliseconds: 200,
  longestMilliseconds: 4_000,
  gridMilliseconds: 100,
  gridFinalists: 2,
};
