import { isRecord } from '../api/storage.ts';
import type { ModelDetail } from '@pilotlight/contracts';
import { classificationOf } from '../answer/classification.ts';
import { marksOf } from '../answer/marks.ts';
import { percent } from '../words/percent.ts';
import { Bars } from './Bars.tsx';
import { MarkedText } from './MarkedText.tsx';
import { MembersView, ValueView } from './ValueView.tsx';

interface Props {
  value: unknown;
  /** The input that it answers; left out for an uploaded file. */
  input?: Readonly<Record<string, unknown>>;
  model: Pick<ModelDetail, 'output' | 'labels'>;
}

/**
 * The model's answer: its class and a bar per class, if any; the text that it marks, if any; then all other members with
 * their schema titles.
 */
export function AnswerView({ value, input = {}, model: { output: schema, labels } }: Props) {
  const found = classificationOf(value, labels);
  const marks = marksOf(value, schema.properties, input);
  const titleOf = (name: string) => {
    const { title, description } = schema.properties[name] ?? {};
    return [title, description && `(${String(description)})`].filter(Boolean).join(' ');
  };
  if ((!found && !marks) || !isRecord(value)) {
    return <ValueView value={value} schema={schema} title="Answer" labels={labels} />;
  }
  return (
    <div class="answer">
      {found && (
        <>
          <p class="eyebrow">{titleOf('label')}</p>
          <p class="verdict-label">
            {found.title}
            {found.probability !== undefined && (
              <span class="verdict-share">{percent(found.probability)}</span>
            )}
          </p>
          {found.description && <p class="muted">{found.description}</p>}
        </>
      )}
      {found && found.shares.length > 0 && (
        <>
          <p class="eyebrow">{titleOf('probabilities')}</p>
          <Bars shares={found.shares} chosen={found.label} />
        </>
      )}
      {marks && <MarkedText marks={marks} title={titleOf(marks.member)} labels={labels} />}
      <MembersView
        value={value}
        schema={schema}
        labels={labels}
        without={[...(found?.shown ?? []), ...(marks ? [marks.member] : [])]}
      />
    </div>
  );
}
