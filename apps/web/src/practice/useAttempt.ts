import type { Exercise, ModelDetail } from '@pilotlight/contracts';
import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Asking } from '../ask/useAsk.ts';
import { draftOf, inputOf } from '../form/draft.ts';
import { fieldsOf, type Field } from '../form/fields.ts';
import { focusFirstMistake } from '../form/focusFirstMistake.ts';
import { mistakesOf } from '../form/mistakesOf.ts';
import type { Practice } from './usePractice.ts';
import { verdictOf } from './verdict.ts';

export interface Attempt {
  /** The field that the learner fills in; undefined when the input schema lacks the exercise's `asked` property. */
  field: Field | undefined;
  /** What a prompt is called, in lower case. */
  noun: string;
  text: string;
  mistake: string | undefined;
  /** Errors of a refused attempt that do not belong to the field. */
  otherMistakes: string[];
  form: RefObject<HTMLFormElement>;
  write(text: string): void;
  submit(event: SubmitEvent): void;
  /** Clears the last verdict, and the text unless `keepText`. */
  restart(keepText: boolean): void;
  focus(): void;
}

/** An attempt at the current goal of `practice`: its text and its errors. A goal reached is recorded in `practice`. */
export function useAttempt(
  model: ModelDetail,
  exercise: Exercise,
  asking: Asking,
  practice: Practice,
): Attempt {
  const { ask, busy, resumed } = asking;
  const { given, asked } = exercise;
  const fields = useMemo(() => fieldsOf(model.input), [model.input]);
  const [text, setText] = useState(String(resumed?.input[asked] ?? ''));
  const [mistake, setMistake] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  const refused = ask.step === 'failed' ? mistakesOf(ask.failure, fields) : undefined;

  const complain = (words: string | undefined) => {
    setMistake(words);
    if (words !== undefined) focusFirstMistake(form.current);
  };

  useEffect(() => {
    if (refused) complain(refused.mistakes[asked]);
    if (ask.step !== 'answered') return;
    const { input, goal } = ask.question;
    const prompt = input[given];
    if (goal === undefined || typeof prompt !== 'string') return;
    const { reached, probability } = verdictOf(exercise, model.labels, goal, ask.output);
    const words = { text: String(input[asked] ?? ''), probability: probability ?? null };
    if (reached) practice.record(prompt, goal, words);
  }, [ask]);

  return {
    field: fields.find(({ name }) => name === asked),
    noun: (fields.find(({ name }) => name === given)?.title ?? given).toLowerCase(),
    text,
    mistake,
    otherMistakes: refused?.rest ?? [],
    form,
    write(changed) {
      setText(changed);
      setMistake(undefined);
    },
    submit(event) {
      event.preventDefault();
      if (busy) return;
      const draft = draftOf(fields, { [given]: practice.prompt, [asked]: text });
      const { input, mistakes } = inputOf(fields, draft);
      complain(mistakes[asked]);
      if (!mistakes[asked]) asking.submit({ input, goal: practice.goal.label });
    },
    restart(keepText) {
      if (!keepText) setText('');
      setMistake(undefined);
      asking.forget();
    },
    focus: () => form.current?.querySelector<HTMLElement>('textarea, input')?.focus(),
  };
}
