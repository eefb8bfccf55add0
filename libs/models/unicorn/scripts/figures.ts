/** What the model said of one photograph. */
export interface Judged {
  readonly horse: boolean;
  readonly validated: boolean;
}

export interface Figures {
  readonly horses: number;
  /** Horses that were validated. */
  readonly found: number;
  readonly others: number;
  /** Other pictures that were validated. */
  readonly mistaken: number;
  readonly recall: number;
  readonly precision: number;
  /** The mean of the shares of horses and of others that are judged right: 0.5 for one who guesses. */
  readonly balancedAccuracy: number;
}

/** Shares of nothing are NaN: a precision when nothing was validated, a recall without horses. */
export function figuresOf(judged: readonly Judged[]): Figures {
  const count = (horse: boolean, validated?: boolean) =>
    judged.filter(
      (one) => one.horse === horse && (validated === undefined || one.validated === validated),
    ).length;
  const [horses, others] = [count(true), count(false)];
  const [found, mistaken] = [count(true, true), count(false, true)];
  return {
    horses,
    found,
    others,
    mistaken,
    recall: found / horses,
    precision: found / (found + mistaken),
    balancedAccuracy: (found / horses + (others - mistaken) / others) / 2,
  };
}
