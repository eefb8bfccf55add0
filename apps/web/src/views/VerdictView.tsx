import type { Exercise, ModelDetail } from '@pilotlight/contracts';
import { classificationOf } from '../answer/classification.ts';
import type { Question } from '../ask/pending.ts';
import type { Practice } from '../practice/usePractice.ts';
import { verdictOf } from '../practice/verdict.ts';
import { accuracyWords } from '../words/accuracyWords.ts';
import { Bars } from './Bars.tsx';
import { Flame } from './Flame.tsx';

interface Props {
  model: ModelDetail;
  exercise: Exercise;
  practice: Practice;
  /** What one prompt is called, in lower case. */
  noun: string;
  question: Question;
  output: unknown;
  onAgain: () => void;
  onNext: () => void;
}

function nextWords(next: Practice['next'], noun: string): string | undefined {
  if (next.kind === 'done') return undefined;
  return next.kind === 'goal' ? `Next: ${next.title}` : `Next ${noun}`;
}

/** The result of one attempt: reached or not, the probabilities, and what to do next. */
export function VerdictView({ model, exercise, practice, noun, question, output, ...on }: Props) {
  const goal = question.goal ?? practice.goal.label;
  const { reached, heading, explanation } = verdictOf(exercise, model.labels, goal, output);
  const classes = classificationOf(output, model.labels);
  const next = nextWords(practice.next, noun);
  const accuracy = accuracyWords(model.quality);
  return (
    <div class={reached ? 'verdict verdict-reached' : 'verdict'}>
      <div class="verdict-head">
        <Flame status={reached ? 'awake' : 'asleep'} />
        <p class="verdict-label">{heading}</p>
      </div>
      <blockquote class="tried">{String(question.input[exercise.asked] ?? '')}</blockquote>
      <p>{explanation}</p>
      {classes && <Bars shares={classes.shares} chosen={classes.label} goal={goal} />}
      {!reached && classes?.description && (
        <p class="muted">
          {classes.title}: {classes.description}
        </p>
      )}
      {!reached && accuracy && (
        <p class="fine">The model has been right on {accuracy}. It may be wrong here.</p>
      )}
      {reached && !next && <p>That was the last one: every goal is reached. Well done.</p>}
      <div class="actions">
        {reached && next && (
          <button type="button" class="button button-main" onClick={on.onNext}>
            {next}
          </button>
        )}
        <button type="button" class="button" onClick={on.onAgain}>
          {reached ? 'Try another wording' : 'Change it and try again'}
        </button>
      </div>
    </div>
  );
}
