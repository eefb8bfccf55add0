/** What the search needs to know about the choices, which are numbered: words of the vocabulary and words of the sentence. */
export interface Choices {
  readonly end: number;
  /** The number that stands for a choice: a word of the sentence that is in the vocabulary has one number, not two. */
  sameAs(choice: number): number;
  /** The choices that may be made at all. */
  allowed(choice: number): boolean;
  /** Content words with the same key share a limit; undefined for function words, which may be repeated. */
  contentKey(choice: number): string | undefined;
  /** How often the content words of the sentence occur in it, by key. */
  readonly wanted: ReadonlyMap<string, number>;
}

/**
 * The scores of all choices after each of the hypotheses.
 * @param last the last choice of each hypothesis; undefined at the start
 * @param parents the place, in the call before, of the hypothesis that each one continues
 */
export type Step = (
  last: readonly (number | undefined)[],
  parents: readonly number[],
  place: number,
) => Promise<readonly Float32Array[]>;

interface Hypothesis {
  readonly choices: readonly number[];
  readonly logProbability: number;
  readonly parent: number;
}

/** They run as one batch: four cost little more than one. */
const BEAM = 4;
/**
 * What each content word of the sentence that is missing costs, as a logarithm of probability. Without it, fewer paraphrases
 * of the sentences that are held out for tuning both had the template and all content words (0.37 instead of 0.40).
 */
const MISSING_COST = 1;

/**
 * The most probable sequence of choices that the beam finds, without its end. Each content word occurs at most as often as
 * in the sentence, or once if it is not from there; those that are missing cost something.
 * @param most the longest sequence
 */
export async function beamSearch(step: Step, choices: Choices, most: number): Promise<number[]> {
  let live: Hypothesis[] = [{ choices: [], logProbability: 0, parent: 0 }];
  const ended: Hypothesis[] = [];
  for (let place = 0; place < most && ended.length < BEAM && live.length > 0; place++) {
    const rows = await step(
      live.map((hypothesis) => hypothesis.choices.at(-1)),
      live.map(({ parent }) => parent),
      place,
    );
    const next = live.flatMap((hypothesis, parent) =>
      continuations(hypothesis, parent, rows[parent] ?? new Float32Array(), choices),
    );
    next.sort((a, b) => b.logProbability - a.logProbability);
    live = [];
    for (const hypothesis of next.slice(0, BEAM)) {
      (hypothesis.choices.at(-1) === choices.end ? ended : live).push(hypothesis);
    }
  }
  const [best] = [...(ended.length > 0 ? ended : live)]
    .map(({ choices: made, logProbability }) => {
      const words = made.filter((choice) => choice !== choices.end);
      const missing = missingCount(words, choices);
      return { words, worth: (logProbability - MISSING_COST * missing) / made.length };
    })
    .sort((a, b) => b.worth - a.worth);
  return best?.words ?? [];
}

/** The best continuations of one hypothesis, as many as the beam is wide. */
function continuations(
  { choices: made, logProbability }: Hypothesis,
  parent: number,
  scores: Float32Array,
  choices: Choices,
): Hypothesis[] {
  const used = countsOf(made, choices);
  const possible = (choice: number) => {
    if (!choices.allowed(choice)) return false;
    const key = choices.contentKey(choice);
    return key === undefined
      ? choice !== made.at(-1)
      : (used.get(key) ?? 0) < Math.max(1, choices.wanted.get(key) ?? 0);
  };
  const { weights, sum } = weightsOf(scores, choices);
  const best: { choice: number; weight: number }[] = [];
  // Plain loops: there are thousands of choices for each word of each hypothesis.
  for (let choice = 0; choice < weights.length; choice++) {
    const weight = weights[choice] ?? 0;
    const least = best.length < BEAM ? 0 : (best.at(-1)?.weight ?? 0);
    if (weight <= least || !possible(choice)) continue;
    best.push({ choice, weight });
    best.sort((a, b) => b.weight - a.weight);
    best.splice(BEAM);
  }
  return best.map(({ choice, weight }) => ({
    choices: [...made, choice],
    logProbability: logProbability + Math.log(weight / sum),
    parent,
  }));
}

/** In proportion to the probabilities: of each choice, with those added that are the same word. */
function weightsOf(scores: Float32Array, { sameAs }: Choices) {
  let highest = -Infinity;
  for (let at = 0; at < scores.length; at++) highest = Math.max(highest, scores[at] ?? 0);
  const weights = new Float64Array(scores.length);
  let sum = 0;
  for (let choice = 0; choice < scores.length; choice++) {
    const weight = Math.exp((scores[choice] ?? 0) - highest);
    const same = sameAs(choice);
    weights[same] = (weights[same] ?? 0) + weight;
    sum += weight;
  }
  return { weights, sum };
}

function countsOf(made: readonly number[], { contentKey }: Choices): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of made.map(contentKey)) {
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function missingCount(made: readonly number[], choices: Choices): number {
  const used = countsOf(made, choices);
  let missing = 0;
  for (const [key, count] of choices.wanted) missing += Math.max(0, count - (used.get(key) ?? 0));
  return missing;
}
