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

/** In the answer's place while there is none. The head of the page tells how far the wake is. */
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
      <p>Your question is kept. Its answer appears here by itself, even if you reload the page.</p>
      {trouble && (
        <p class="waiting-trouble">{trouble.title}: still trying, and the question is safe.</p>
      )}
      <button type="button" class="button" onClick={onForget}>
        Stop waiting
      </button>
    </div>
  );
}
