import type { ModelDetail } from '@pilotlight/contracts';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Input } from '../api/client.ts';
import type { Asking } from '../ask/useAsk.ts';
import type { Endpoint } from '../endpoint/useEndpoint.ts';
import { inputOrUrl, urlFieldOf, withChange } from '../form/byUrl.ts';
import { draftOf, type Mistakes } from '../form/draft.ts';
import { fieldsOf } from '../form/fields.ts';
import { focusFirstMistake } from '../form/focusFirstMistake.ts';
import { FormField } from '../form/FormField.tsx';
import { mistakesOf } from '../form/mistakesOf.ts';
import { AnsweredBy } from './AnsweredBy.tsx';
import { AnswerView } from './AnswerView.tsx';
import { FailureNote } from './FailureNote.tsx';
import { useInSight } from './useInSight.ts';
import { Waiting } from './Waiting.tsx';

interface Props {
  model: ModelDetail;
  asking: Asking;
  endpoint: Endpoint;
}

/** The free form: the fields of the model's input schema, its examples, and the answer. */
export function TryIt({ model, asking, endpoint }: Props) {
  const { ask, busy } = asking;
  const { input: schema, inputByUrl } = model;
  const fields = useMemo(() => {
    const own = fieldsOf(schema);
    return inputByUrl ? [...own, urlFieldOf(inputByUrl)] : own;
  }, [schema, inputByUrl]);
  const [draft, setDraft] = useState(() => draftOf(fields, asking.resumed?.input ?? {}));
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [filled, setFilled] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const card = useInSight<HTMLElement>(ask.step);

  const refused = ask.step === 'failed' ? mistakesOf(ask.failure, fields) : undefined;
  useEffect(() => {
    if (!refused || Object.keys(refused.mistakes).length === 0) return;
    setMistakes(refused.mistakes);
    focusFirstMistake(form.current);
  }, [ask]);

  const fill = (title: string, input: Input) => {
    setDraft(draftOf(fields, input));
    setMistakes({});
    setFilled(title);
    if (ask.step === 'failed') asking.forget();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = inputOrUrl(fields, draft, inputByUrl);
    setMistakes(found.mistakes);
    setFilled('');
    if (Object.keys(found.mistakes).length > 0) return focusFirstMistake(form.current);
    asking.submit({ input: found.input });
  };

  return (
    <div class="columns">
      <div>
        <div class="examples" role="group" aria-label="Examples to fill the form with">
          <span class="muted" aria-hidden="true">
            Examples
          </span>
          {model.examples.map(({ title, input }) => (
            <button key={title} type="button" class="chip" onClick={() => fill(title, input)}>
              {title}
            </button>
          ))}
        </div>
        <form ref={form} noValidate onSubmit={submit}>
          {fields.map((field) => (
            <FormField
              key={field.name}
              id={`try-${field.name}`}
              field={field}
              value={draft[field.name] ?? ''}
              mistake={mistakes[field.name]}
              onChange={(value) => {
                setDraft(withChange(draft, field.name, value, inputByUrl));
                const others = Object.entries(mistakes).filter(([name]) => name !== field.name);
                setMistakes(Object.fromEntries(others));
              }}
            />
          ))}
          <button type="submit" class="button button-main" aria-disabled={busy}>
            Ask the model
          </button>
        </form>
        <p class="visually-hidden" role="status">
          {filled && `The form is filled with the example: ${filled}`}
        </p>
      </div>
      <section ref={card} class="card" aria-label="Answer" aria-live="polite">
        {ask.step === 'idle' && <p class="card-empty">The answer appears here.</p>}
        {(ask.step === 'sending' || ask.step === 'waiting') && (
          <Waiting
            ask={ask}
            endpoint={endpoint}
            onForget={() => {
              asking.forget();
              form.current?.querySelector<HTMLElement>('textarea, input, select')?.focus();
            }}
          />
        )}
        {ask.step === 'failed' && <FailureNote failure={ask.failure} more={refused?.rest ?? []} />}
        {ask.step === 'answered' && (
          <>
            <AnswerView value={ask.output} input={ask.question.input} model={model} />
            <AnsweredBy given={ask.given} model={model} endpoint={endpoint} />
          </>
        )}
      </section>
    </div>
  );
}
