import { furthest, type Marks, type Piece } from '../answer/marks.ts';
import { labelOf, type Label } from '../answer/classification.ts';

interface Props {
  marks: Marks;
  title: string;
  labels: readonly Label[];
}

/** How many words are named below the text, for each direction. */
const NAMED_WORDS = 6;

/** The shades of a mark. */
const SHADES = 4;
/** A weaker mark, compared with the strongest, is not shaded: nearly every word moves the answer a little. */
const LEAST_SHARE = 0.06;

/** With a sign, to hundredths. */
function signed(contribution: number): string {
  return `${contribution < 0 ? '−' : '+'}${Math.abs(contribution).toFixed(2)}`;
}

function PieceView({ piece, strongest }: { piece: Piece; strongest: number }) {
  const { text, contribution } = piece;
  const share = contribution === undefined ? 0 : Math.abs(contribution) / strongest;
  if (contribution === undefined || !(share >= LEAST_SHARE)) return <>{text}</>;
  const shade = Math.ceil(Math.min(1, share) * SHADES);
  return (
    <mark
      class={`mark mark-${contribution > 0 ? 'above' : 'below'} mark-${shade}`}
      title={signed(contribution)}
    >
      {text}
    </mark>
  );
}

function WordsFor({ marks, sign, title }: { marks: Marks; sign: 1 | -1; title: string }) {
  const words = furthest(marks.pieces, sign, NAMED_WORDS);
  if (words.length === 0) return null;
  return (
    <p>
      <span class={`mark mark-3 mark-${sign > 0 ? 'above' : 'below'}`}>{title}</span>{' '}
      {words.map(({ text, contribution }, at) => (
        <span key={text} class="mark-word">
          {text} <span class="muted">{signed(contribution)}</span>
          {at < words.length - 1 && ', '}
        </span>
      ))}
    </p>
  );
}

/**
 * A text whose words are marked by how far they moved the answer: by colour, by a solid or a dotted line below them, and,
 * for all who see neither, by naming the strongest below the text.
 */
export function MarkedText({ marks, title, labels }: Props) {
  const strengths = marks.pieces.map(({ contribution = 0 }) => Math.abs(contribution));
  const strongest = strengths.reduce((most, each) => Math.max(most, each), 0);
  const towards = (name: string | undefined, otherwise: string) =>
    name === undefined ? otherwise : `Towards ${labelOf(name, labels).title.toLowerCase()}`;
  return (
    <div class="marks">
      <p class="eyebrow">{title}</p>
      <blockquote class="marked">
        {marks.pieces.map((piece, at) => (
          <PieceView key={at} piece={piece} strongest={strongest} />
        ))}
      </blockquote>
      <WordsFor marks={marks} sign={1} title={towards(marks.above, 'Up')} />
      <WordsFor marks={marks} sign={-1} title={towards(marks.below, 'Down')} />
    </div>
  );
}
