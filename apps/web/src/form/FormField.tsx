import { lengthOf } from './draft.ts';
import { FieldControl } from './FieldControl.tsx';
import type { Field } from './fields.ts';

interface Props {
  field: Field;
  /** Unique on the page. */
  id: string;
  value: string | boolean;
  mistake: string | undefined;
  /** Replaces the field's own description. */
  description?: string;
  onChange: (value: string | boolean) => void;
}

/** The bounds of a number, if any. */
function rangeWords({ minimum, maximum }: Field): string | undefined {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${minimum} or more`;
  return maximum === undefined ? undefined : `${maximum} or less`;
}

function Counter({ text, most }: { text: string; most: number }) {
  const length = lengthOf(text);
  return (
    <span class={length > most ? 'counter counter-over' : 'counter'}>
      <span class="visually-hidden">Characters: </span>
      {length} / {most}
    </span>
  );
}

/** One field of a model's form, with its label, its help and its error. */
export function FormField({ field, id, value, mistake, onChange, ...own }: Props) {
  const { title, required, maxLength } = field;
  const description = own.description ?? field.description;
  const helpId = description ? `${id}-help` : undefined;
  const mistakeId = mistake ? `${id}-mistake` : undefined;
  // The URL of a picture stands beside the picture: one of the two is needed.
  const optional = (!required || field.nullable) && field.kind !== 'url';
  const range = rangeWords(field);
  const rangeId = range ? `${id}-range` : undefined;
  const describedBy = [helpId, rangeId, mistakeId].filter(Boolean).join(' ') || undefined;
  const help = helpId && (
    <p class="help" id={helpId}>
      {description}
    </p>
  );
  const wrong = mistakeId && (
    <p class="mistake" id={mistakeId}>
      {mistake}
    </p>
  );
  if (field.kind === 'boolean') {
    return (
      <div class="field">
        <label class="tick">
          <input
            id={id}
            type="checkbox"
            checked={value === true}
            aria-invalid={Boolean(mistake)}
            aria-describedby={describedBy}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          {title}
        </label>
        {help}
        {wrong}
      </div>
    );
  }
  const text = String(value);
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>
          {title}
          {optional && <span class="optional"> (optional)</span>}
        </label>
        {maxLength !== undefined && field.kind !== 'file' && (
          <Counter text={text} most={maxLength} />
        )}
        {range && (
          <span class="counter" id={rangeId}>
            {range}
          </span>
        )}
      </div>
      {help}
      <FieldControl
        field={field}
        id={id}
        value={text}
        wrong={Boolean(mistake)}
        describedBy={describedBy}
        onInput={onChange}
      />
      {wrong}
    </div>
  );
}
