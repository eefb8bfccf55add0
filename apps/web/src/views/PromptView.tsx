import type { Practice } from '../practice/usePractice.ts';

interface Props {
  /** What one prompt is called, in lower case. */
  noun: string;
  practice: Practice;
  disabled: boolean;
  onMove: (by: number) => void;
}

/** The current prompt, with buttons to the previous and the next one. */
export function PromptView({ noun, practice, disabled, onMove }: Props) {
  const { prompt, number, tally } = practice;
  return (
    <section class="prompt" aria-labelledby="prompt-title">
      <div class="prompt-head">
        <h2 id="prompt-title" class="eyebrow">
          {noun} {number} of {tally.prompts.all}
        </h2>
        <div class="prompt-moves">
          <button
            type="button"
            class="button button-quiet"
            aria-label={`Previous ${noun}`}
            disabled={disabled}
            onClick={() => onMove(-1)}
          >
            ←
          </button>
          <button
            type="button"
            class="button button-quiet"
            disabled={disabled}
            onClick={() => onMove(1)}
          >
            Another {noun} →
          </button>
        </div>
      </div>
      <blockquote aria-live="polite">{prompt}</blockquote>
    </section>
  );
}
