import { useEffect, useRef, useState } from 'preact/hooks';
import { Picture } from '../views/Picture.tsx';
import { sizeWords } from '../words/sizeWords.ts';
import { base64Bytes, readBase64 } from './base64.ts';
import type { ControlProps } from './FieldControl.tsx';

/** A file picker for a base64 string property; shows the file when it is a picture. */
export function FileControl({ field, id, value, wrong, describedBy, onInput }: ControlProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<{ name: string; value: string }>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    const taken = await readBase64(file);
    setChosen({ name: file.name, value: taken });
    onInput(taken);
  };
  // The browser shows the name of the file that was chosen last, even if an example or a URL has replaced it.
  useEffect(() => {
    if (picker.current && chosen?.value !== value) picker.current.value = '';
  }, [value]);
  // A value that was not chosen with this picker comes from an example.
  const name = chosen?.value === value ? chosen.name : 'from the example';
  return (
    <div class="file">
      <input
        ref={picker}
        id={id}
        type="file"
        accept={field.mediaType}
        aria-invalid={wrong}
        aria-required={field.required}
        aria-describedby={describedBy}
        onChange={(event) => void take(event.currentTarget.files?.[0])}
      />
      {value !== '' && (
        <>
          {field.mediaType?.startsWith('image/') && (
            <Picture source={value} title={`Preview: ${field.title}`} />
          )}
          <p class="file-name" role="status">
            {name}, {sizeWords(base64Bytes(value))}
            <button type="button" class="button button-quiet" onClick={() => onInput('')}>
              Remove
            </button>
          </p>
        </>
      )}
    </div>
  );
}
