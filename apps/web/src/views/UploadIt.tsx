import type { ModelDetail } from '@pilotlight/contracts';
import { useEffect, useState } from 'preact/hooks';
import type { Client } from '../api/client.ts';
import type { Endpoint } from '../endpoint/useEndpoint.ts';
import { blobOf } from '../form/base64.ts';
import type { PictureUpload } from '../upload/pictureUpload.ts';
import { readPicture } from '../upload/readPicture.ts';
import { useUpload } from '../upload/useUpload.ts';
import { AnswerView } from './AnswerView.tsx';
import { DropZone } from './DropZone.tsx';
import { FailureNote } from './FailureNote.tsx';
import { JobProgress } from './JobProgress.tsx';
import { JobSteps } from './JobSteps.tsx';
import { useInSight } from './useInSight.ts';
import { Years } from './Years.tsx';

interface Props {
  client: Client;
  model: ModelDetail;
  upload: PictureUpload;
  endpoint: Endpoint;
}

/** In place of the free form: a picture to upload, the steps of its job, and the pictures of the answer. */
export function UploadIt({ client, model, upload, endpoint }: Props) {
  const { job, busy, submit, look, renew, forget } = useUpload(
    client,
    model.name,
    endpoint.refresh,
  );
  const [chosen, setChosen] = useState<{ blob: Blob; name: string }>();
  const [mistake, setMistake] = useState<string>();
  const card = useInSight<HTMLElement>(job.step);
  const awake = endpoint.state.status === 'awake';
  useEffect(() => {
    if (awake) look();
  }, [awake]);

  const take = async (file: File) => {
    const read = await readPicture(file, upload);
    setMistake('mistake' in read ? read.mistake : undefined);
    setChosen('mistake' in read ? undefined : read);
  };
  const takeExample = (title: string, base64: unknown) => {
    const blob = blobOf(String(base64));
    if (blob) void take(new File([blob], title));
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    if (chosen) return submit(chosen.blob);
    setMistake((before) => before ?? 'Choose a picture first.');
    document.getElementById('upload-file')?.focus();
  };
  const files = job.step === 'done' ? job.prediction.files : undefined;

  return (
    <div class="columns columns-wide">
      <div>
        <div class="examples" role="group" aria-label="Examples to upload">
          <span class="muted" aria-hidden="true">
            Examples
          </span>
          {model.examples.map(({ title, input }) => (
            <button
              key={title}
              type="button"
              class="chip"
              onClick={() => takeExample(title, input[upload.name])}
            >
              {title}
            </button>
          ))}
        </div>
        <form noValidate onSubmit={send}>
          <DropZone
            upload={upload}
            chosen={chosen}
            mistake={mistake}
            onFile={(file) => void take(file)}
          />
          <button type="submit" class="button button-main" aria-disabled={busy}>
            Upload it
          </button>
        </form>
      </div>
      <section ref={card} class="card" aria-label="Answer">
        {job.step === 'idle' && <p class="card-empty">The pictures appear here.</p>}
        {(job.step === 'sending' || job.step === 'waiting') && (
          <JobProgress job={job} endpoint={endpoint} onForget={forget} />
        )}
        {job.step === 'failed' && (
          <div role="alert" class="waiting">
            <FailureNote failure={job.failure} />
            {job.prediction && <JobSteps prediction={job.prediction} />}
          </div>
        )}
        {job.step === 'done' && files && (
          <Years files={files} pictures={model.answerFiles?.pictures ?? []} onStale={renew} />
        )}
        {job.step === 'done' && !files && (
          <AnswerView value={job.prediction.output} input={{}} model={model} />
        )}
        {job.step === 'done' && (
          <details>
            <summary>What happened</summary>
            <JobSteps prediction={job.prediction} />
          </details>
        )}
      </section>
    </div>
  );
}
