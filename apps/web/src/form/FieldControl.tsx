import { FileControl } from './FileControl.tsx';
import type { Field } from './fields.ts';
import { SuggestedControl } from './SuggestedControl.tsx';

export interface ControlProps {
  field: Field;
  id: string;
  /** The text or the chosen option's index; a file as base64, '' for none. */
  value: string;
  wrong: boolean;
  /** Ids of the elements that describe the field, in the order a screen reader reads them. */
  describedBy: string | undefined;
  onInput: (value: string) => void;
}

/** The input element of a field. `FormField` draws check boxes itself. */
export function FieldControl({ field, id, value, wrong, describedBy, onInput }: ControlProps) {
  const shared = {
    id,
    value,
    'aria-invalid': wrong,
    'aria-required': field.required,
    'aria-describedby': describedBy,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  };
  switch (field.kind) {
    case 'file':
      return <FileControl {...{ field, id, value, wrong, describedBy, onInput }} />;
    case 'line':
      return <input {...shared} type="text" autocomplete="off" />;
    case 'url':
      return (
        <input
          {...shared}
          type="url"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          placeholder="https://…"
        />
      );
    case 'number':
      return (
        <input
          {...shared}
          type="number"
          min={field.minimum}
          max={field.maximum}
          step={field.step ?? 'any'}
        />
      );
    case 'choice':
      return (
        <select {...shared}>
          <option value="">{field.required ? 'Choose…' : '(none)'}</option>
          {field.options.map(({ title }, index) => (
            <option key={title} value={String(index)}>
              {title}
            </option>
          ))}
        </select>
      );
    case 'suggested':
      return <SuggestedControl {...{ field, id, value, wrong, describedBy, onInput }} />;
    case 'json':
      return <textarea {...shared} class="code" rows={4} spellcheck={false} />;
    default:
      return <textarea {...shared} rows={3} />;
  }
}
