import { waitingWords } from '../endpoint/endpointWords.ts';
import type { Endpoint } from '../endpoint/useEndpoint.ts';
import type { Job } from '../upload/useUpload.ts';
import { roughly } from '../words/duration.ts';
import { failureWords } from '../words/failureWords.ts';
import { Flame } from './Flame.tsx';
import { JobSteps } from './JobSteps.tsx';

interface Props {
  job: Extract<Job, { step: 'sending' | 'waiting' }>;
  endpoint: Endpoint;
  onForget: () => void;
}

/** How far the upload is, then every step of the job with its time. */
export function JobProgress({ job, endpoint: { state, cost }, onForget }: Props) {
  if (job.step === 'sending') {
    const share = job.sent / job.bytes;
    return (
      <div class="waiting">
        <p class="verdict-label">Uploading</p>
        <progress class="upload-bar" aria-label="Upload" max={1} value={share} />
        <p class="waiting-line">
          {Math.floor(share * 100)}% sent. Leave this page open until it is there.
        </p>
        <button type="button" class="button" onClick={onForget}>
          Cancel
        </button>
      </div>
    );
  }
  const { prediction, trouble } = job;
  const { title, detail, status } = waitingWords(state, cost);
  const about = state.estimateSeconds ? `, in about ${roughly(state.estimateSeconds)}` : '';
  return (
    <div class="waiting">
      <div class="verdict-head">
        <Flame status={status} kindled={0.8} />
        <p class="verdict-label" role="status">
          {title}
        </p>
      </div>
      {detail && <p>{detail}</p>}
      {status === 'waking' && (
        <p>
          No instance runs yet. SageMaker starts one{about}; until then the job waits in its queue.
        </p>
      )}
      <JobSteps prediction={prediction} />
      <p>Your picture is kept. The answer will appear here, even if you reload the page.</p>
      {trouble && (
        <p class="waiting-trouble">{failureWords(trouble).title}. Still trying; nothing is lost.</p>
      )}
      <button type="button" class="button" onClick={onForget}>
        Stop waiting
      </button>
    </div>
  );
}
