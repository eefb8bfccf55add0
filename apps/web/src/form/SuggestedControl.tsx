import type { ControlProps } from './FieldControl.tsx';

/** The option of the list that stands for any text of one's own. */
const OWN = 'own';

/** A text that can be chosen from a list by a title, or written: choosing fills the text, which can then be changed. */
export function SuggestedControl({ field, id, value, wrong, describedBy, onInput }: ControlProps) {
  const chosen = field.options.findIndex((option) => option.value === value);
  const textId = `${id}-text`;
  return (
    <>
      <select
        id={id}
        value={value === '' ? '' : chosen < 0 ? OWN : String(chosen)}
        aria-describedby={describedBy}
        onInput={(event) => {
          const option = field.options[Number(event.currentTarget.value)];
          onInput(event.currentTarget.value === '' ? '' : String(option?.value ?? value));
        }}
      >
        <option value="">{field.required ? 'Choose…' : '(none)'}</option>
        {field.options.map(({ title }, index) => (
          <option key={title} value={String(index)}>
            {title}
          </option>
        ))}
        <option value={OWN} disabled={value === '' || chosen >= 0}>
          (as written below)
        </option>
      </select>
      <textarea
        id={textId}
        class="code"
        rows={2}
        spellcheck={false}
        aria-label={`${field.title}, as text`}
        value={value}
        aria-invalid={wrong}
        aria-required={field.required}
        aria-describedby={describedBy}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </>
  );
}
