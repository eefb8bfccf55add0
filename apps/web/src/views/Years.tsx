import type { AnswerFile, ModelDetail } from '@pilotlight/contracts';
import { useState } from 'preact/hooks';

interface Props {
  files: readonly AnswerFile[];
  /** What the manifest says about the pictures, in the same order. */
  pictures: NonNullable<ModelDetail['answerFiles']>['pictures'];
  /** The URLs of the files have expired. */
  onStale: () => void;
}

/** The pictures of an answer, one at a time: a slider leads through them. */
export function Years({ files, pictures, onStale }: Props) {
  const [at, setAt] = useState(0);
  const [unsaved, setUnsaved] = useState('');
  const shown = files[at];
  if (!shown) return <p class="card-empty">The answer has no pictures.</p>;
  const description = pictures.find(({ title }) => title === shown.title)?.description;
  const stale = ({ expiresAt }: AnswerFile) => Date.parse(expiresAt) <= Date.now();

  const save = async (file: AnswerFile) => {
    setUnsaved('');
    try {
      const response = await fetch(file.url);
      if (!response.ok) throw new Error(`S3 answered ${response.status}`);
      const url = URL.createObjectURL(await response.blob());
      const link = document.createElement('a');
      link.href = url;
      link.download = file.name;
      link.click();
      URL.revokeObjectURL(url);
    } catch {
      setUnsaved(`${file.name} could not be fetched. Try again.`);
      if (stale(file)) onStale();
    }
  };

  return (
    <figure class="years">
      <div class="years-frame">
        {files.map((file, index) => (
          <img
            key={file.name}
            class="years-picture"
            src={file.url}
            // As `fetch` does: otherwise the browser keeps an answer that a download may not read.
            crossOrigin="anonymous"
            alt={index === at ? file.title : ''}
            aria-hidden={index !== at}
            data-shown={index === at}
            onError={() => stale(file) && onStale()}
          />
        ))}
      </div>
      <input
        type="range"
        class="years-slider"
        aria-label="Which picture"
        aria-valuetext={shown.title}
        min={0}
        max={files.length - 1}
        step={1}
        value={at}
        onInput={({ currentTarget }) => setAt(Number(currentTarget.value))}
      />
      <div class="years-marks">
        {files.map(({ name, title }, index) => (
          <button
            key={name}
            type="button"
            class="years-mark"
            aria-pressed={index === at}
            onClick={() => setAt(index)}
          >
            {title}
          </button>
        ))}
      </div>
      <figcaption>
        <p class="verdict-label">{shown.title}</p>
        {description && <p aria-live="polite">{description}</p>}
        <button type="button" class="button" onClick={() => void save(shown)}>
          Download {shown.name}
        </button>
        <p class="mistake" role="alert">
          {unsaved}
        </p>
      </figcaption>
    </figure>
  );
}
