/** How long and how often everything is measured. */
export interface Effort {
  readonly turns: number;
  /** How often each server is started, to time it. */
  readonly starts: number;
  readonly callers: readonly number[];
  readonly settleMilliseconds: number;
  readonly measureMilliseconds: number;
  readonly longestMilliseconds: number;
  /** For each point of the limit's grid, before the best of them take part in the turns. */
  readonly gridMilliseconds: number;
  /** How many of the grid's points take part in the turns. */
  readonly gridFinalists: number;
}

export const FULL: Effort = {
  turns: 3,
  starts: 3,
  callers: [1, 8, 32, 128],
  settleMilliseconds: 800,
  measureMilliseconds: 3_500,
  longestMilliseconds: 15_000,
  gridMilliseconds: 1_200,
  gridFinalists: 3,
};

export const QUICK: Effort = {
  turns: 3,
  starts: 1,
  callers: [1, 32],
  settleMilliseconds: 120,
  measureMilliseconds: 450,
  longestMilliseconds: 4_000,
  gridMilliseconds: 100,
  gridFinalists: 2,
};
