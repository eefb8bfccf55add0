import { useEffect, useRef, useState } from 'preact/hooks';
import type { PictureUpload } from '../upload/pictureUpload.ts';
import { sizeWords } from '../words/sizeWords.ts';
import { Picture } from './Picture.tsx';

interface Props {
  upload: PictureUpload;
  chosen: { blob: Blob; name: string } | undefined;
  mistake: string | undefined;
  onFile: (file: File) => void;
}

/** Takes one file: dropped anywhere on the page, pasted, or chosen. */
export function DropZone({ upload, chosen, mistake, onFile }: Props) {
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const take = useRef(onFile);
  take.current = onFile;

  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const first = (files: FileList | undefined) => {
      const file = files?.[0];
      if (file) take.current(file);
    };
    // A file that misses the frame would otherwise be opened in place of the page.
    const dragging = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(event.type === 'dragover');
    };
    document.addEventListener('dragover', dragging, { signal });
    document.addEventListener('dragleave', dragging, { signal });
    document.addEventListener(
      'drop',
      (event) => {
        dragging(event);
        first(event.dataTransfer?.files);
      },
      { signal },
    );
    document.addEventListener('paste', (event) => first(event.clipboardData?.files), { signal });
    return () => ended.abort();
  }, []);

  // The browser shows the name of the file that was chosen last, even if another has replaced it.
  useEffect(() => {
    const shown = picker.current?.files?.[0];
    if (picker.current && shown && shown.name !== chosen?.name) picker.current.value = '';
  }, [chosen]);

  return (
    <div class="drop" data-over={over}>
      <label for="upload-file">{upload.title}</label>
      <p id="upload-help" class="help">
        {upload.description}
      </p>
      {chosen && (
        <>
          <Picture source={chosen.blob} title={`Preview: ${chosen.name}`} />
          <p class="file-name" role="status">
            {chosen.name}, {sizeWords(chosen.blob.size)}
          </p>
        </>
      )}
      <p class="drop-words">
        {chosen ? 'Drop, paste or choose another:' : 'Drop it here, paste it, or choose a file:'}
      </p>
      <input
        ref={picker}
        id="upload-file"
        type="file"
        accept={upload.mediaTypes.join(',')}
        aria-invalid={mistake !== undefined}
        aria-describedby="upload-help upload-mistake"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) onFile(file);
        }}
      />
      <p id="upload-mistake" class="mistake" role="alert">
        {mistake}
      </p>
    </div>
  );
}
