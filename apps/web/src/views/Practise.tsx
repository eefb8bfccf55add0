import type { Exercise, ModelDetail } from '@pilotlight/contracts';
import type { Asking } from '../ask/useAsk.ts';
import type { Endpoint } from '../endpoint/useEndpoint.ts';
import { FormField } from '../form/FormField.tsx';
import { useAttempt } from '../practice/useAttempt.ts';
import { usePractice } from '../practice/usePractice.ts';
import { AnsweredBy } from './AnsweredBy.tsx';
import { Earlier } from './Earlier.tsx';
import { FailureNote } from './FailureNote.tsx';
import { Goals } from './Goals.tsx';
import { PromptView } from './PromptView.tsx';
import { TallyView } from './TallyView.tsx';
import { useInSight } from './useInSight.ts';
import { VerdictView } from './VerdictView.tsx';
import { Waiting } from './Waiting.tsx';

interface Props {
  model: ModelDetail;
  exercise: Exercise;
  asking: Asking;
  endpoint: Endpoint;
}

/** The exercise: a prompt and a goal are given, the learner writes, the model says whether the goal is reached. */
export function Practise({ model, exercise, asking, endpoint }: Props) {
  const { ask, busy } = asking;
  const practice = usePractice(model.name, exercise, asking.resumed);
  const attempt = useAttempt(model, exercise, asking, practice);
  const { noun } = attempt;
  const card = useInSight<HTMLElement>(ask.step);

  return (
    <>
      <div>
        <h2 class="room-title">{exercise.title}</h2>
        <p class="lead muted">{exercise.instructions}</p>
      </div>
      <div class="columns">
        <div>
          <PromptView
            noun={noun}
            practice={practice}
            disabled={busy}
            onMove={(by) => {
              practice.movePrompt(by);
              attempt.restart(false);
            }}
          />
          <Goals
            goals={exercise.goals}
            chosen={practice.goal.label}
            reached={practice.reached}
            disabled={busy}
            onChoose={(label) => {
              practice.chooseGoal(label);
              attempt.restart(true);
            }}
          />
          {attempt.field && (
            <form ref={attempt.form} noValidate onSubmit={attempt.submit}>
              <FormField
                id="practise-asked"
                field={attempt.field}
                value={attempt.text}
                mistake={attempt.mistake}
                description={practice.goal.instruction}
                onChange={(value) => attempt.write(String(value))}
              />
              <button type="submit" class="button button-main" aria-disabled={busy}>
                Ask the model
              </button>
            </form>
          )}
        </div>
        <section ref={card} class="card" aria-label="Verdict" aria-live="polite">
          {ask.step === 'idle' && <Earlier reached={practice.reached[practice.goal.label]} />}
          {(ask.step === 'sending' || ask.step === 'waiting') && (
            <Waiting
              ask={ask}
              endpoint={endpoint}
              onForget={() => {
                asking.forget();
                attempt.focus();
              }}
            />
          )}
          {ask.step === 'failed' && (
            <FailureNote failure={ask.failure} more={attempt.otherMistakes} />
          )}
          {ask.step === 'answered' && (
            <>
              <VerdictView
                model={model}
                exercise={exercise}
                practice={practice}
                noun={noun}
                question={ask.question}
                output={ask.output}
                onAgain={attempt.focus}
                onNext={() => {
                  practice.advance();
                  attempt.restart(false);
                  attempt.focus();
                }}
              />
              <AnsweredBy given={ask.given} model={model} endpoint={endpoint} />
            </>
          )}
        </section>
      </div>
      <TallyView
        tally={practice.tally}
        noun={noun}
        current={practice.number}
        onClear={() => {
          practice.clear();
          attempt.restart(false);
          attempt.focus();
        }}
      />
    </>
  );
}
