/** One answer of the model, and whether it was right. */
export interface Answered {
  readonly probability: number;
  readonly right: boolean;
}

/** Answers whose probability lies in one range, with the share of them that was right. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly answers: number;
  readonly meanProbability: number;
  readonly shareRight: number;
}

const BOUNDS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 1] as const;

/** How often answers are right, by the probability that the model gave. Ranges without answers are left out. */
export function calibrationOf(answered: readonly Answered[]): Bin[] {
  return BOUNDS.slice(1).flatMap((to, index) => {
    const from = BOUNDS[index] as number;
    const bin = answered.filter(({ probability: p }) => p >= from && (p < to || to === 1));
    if (bin.length === 0) return [];
    const sum = bin.reduce((total, { probability }) => total + probability, 0);
    const right = bin.filter((one) => one.right).length;
    return [
      {
        from,
        to,
        answers: bin.length,
        meanProbability: sum / bin.length,
        shareRight: right / bin.length,
      },
    ];
  });
}
