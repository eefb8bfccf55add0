import { waitingWords } from '../endpoint/endpointWords.ts';
import type { Endpoint } from '../endpoint/useEndpoint.ts';
import { failureWords } from '../words/failureWords.ts';
import { Flame } from './Flame.tsx';
import type { Ask } from '../ask/useAsk.ts';

interface Props {
  ask: Extract<Ask, { step: 'sending' | 'waiting' }>;
  endpoint: Endpoint;
  onForget: () => void;
}

/** Shown instead of the answer while there is none. The page header shows the progress of the wake. */
export function Waiting({ ask, endpoint: { state, cost }, onForget }: Props) {
  if (ask.step === 'sending') return <p class="waiting-line">Asking the model…</p>;
  const { title, detail, status } = waitingWords(state, cost);
  const trouble = ask.trouble && failureWords(ask.trouble);
  return (
    <div class="waiting">
      <div class="verdict-head">
        <Flame status={status} kindled={0.8} />
        <p class="verdict-label">{title}</p>
      </div>
      {detail && <p>{detail}</p>}
      <p>Your question is kept. The answer will appear here, even if you reload the page.</p>
      {trouble && (
        <p class="waiting-trouble">{trouble.title}. Still trying; your question is not lost.</p>
      )}
      <button type="button" class="button" onClick={onForget}>
        Stop waiting
      </button>
    </div>
  );
}
