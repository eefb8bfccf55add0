import { classificationOf, type Label } from '../answer/classification.ts';
import { percent } from '../words/percent.ts';
import { Bars } from './Bars.tsx';
import { JsonView } from './JsonView.tsx';

interface Props {
  output: unknown;
  labels: readonly Label[];
}

/** The model's answer: a label with a bar for each class where it has one, else whatever it is. */
export function AnswerView({ output, labels }: Props) {
  const found = classificationOf(output, labels);
  if (!found) return <JsonView value={output} />;
  return (
    <>
      <p class="verdict-label">
        {found.title}
        {found.probability !== undefined && (
          <span class="verdict-share">{percent(found.probability)}</span>
        )}
      </p>
      {found.description && <p class="muted">{found.description}</p>}
      {found.shares.length > 0 && <Bars shares={found.shares} chosen={found.label} />}
    </>
  );
}
