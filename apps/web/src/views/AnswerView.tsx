import { isRecord } from '../api/storage.ts';
import type { ModelDetail } from '@pilotlight/contracts';
import { classificationOf } from '../answer/classification.ts';
import { percent } from '../words/percent.ts';
import { Bars } from './Bars.tsx';
import { MembersView, ValueView } from './ValueView.tsx';

interface Props {
  value: unknown;
  model: Pick<ModelDetail, 'output' | 'labels'>;
}

/** The model's answer: its class and a bar per class, if any, then all other members with their schema titles. */
export function AnswerView({ value, model: { output: schema, labels } }: Props) {
  const found = classificationOf(value, labels);
  const titleOf = (name: string) => {
    const { title, description } = schema.properties[name] ?? {};
    return [title, description && `(${String(description)})`].filter(Boolean).join(' ');
  };
  if (!found || !isRecord(value)) {
    return <ValueView value={value} schema={schema} title="Answer" labels={labels} />;
  }
  return (
    <div class="answer">
      <p class="eyebrow">{titleOf('label')}</p>
      <p class="verdict-label">
        {found.title}
        {found.probability !== undefined && (
          <span class="verdict-share">{percent(found.probability)}</span>
        )}
      </p>
      {found.description && <p class="muted">{found.description}</p>}
      {found.shares.length > 0 && (
        <>
          <p class="eyebrow">{titleOf('probabilities')}</p>
          <Bars shares={found.shares} chosen={found.label} />
        </>
      )}
      <MembersView value={value} schema={schema} labels={labels} without={found.shown} />
    </div>
  );
}
