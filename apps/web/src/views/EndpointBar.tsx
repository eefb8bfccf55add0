import type { ModelDetail, ModelState } from '@pilotlight/contracts';
import type { Failure } from '../api/failure.ts';
import { useEffect, useRef } from 'preact/hooks';
import { endpointWords } from '../endpoint/endpointWords.ts';
import type { Endpoint } from '../endpoint/useEndpoint.ts';
import { wakeProgress } from '../endpoint/wakeProgress.ts';
import { failureWords } from '../words/failureWords.ts';
import { CostLine } from './CostLine.tsx';
import { Flame } from './Flame.tsx';
import { useNow } from './useNow.ts';
import { WakeBar } from './WakeBar.tsx';

function troubleWords(unread: Failure | undefined, refused: Failure | undefined) {
  if (refused) {
    const { title, detail } = failureWords(refused);
    return `${title}: ${detail}`;
  }
  return unread && `${failureWords(unread).title}. Still trying.`;
}

function wakeWords({ status, answersFrom }: ModelState): string {
  if (status === 'failed') return 'Try again';
  return answersFrom === 'function' ? 'Wake the endpoint' : 'Wake it';
}

interface Props {
  endpoint: Endpoint;
  model: Pick<ModelDetail, 'servingMode'>;
}

/** The page header with the endpoint's state; it stays visible while scrolling. */
export function EndpointBar({ endpoint, model }: Props) {
  const { state, readAt, cost, unread, refused, asking, wake } = endpoint;
  const { status } = state;
  const now = useNow(status === 'waking');
  const progress = status === 'waking' ? wakeProgress(state, (now - readAt) / 1000) : undefined;
  const { subject, title, detail } = endpointWords(state, cost, model.servingMode);
  const told = [progress?.phase, detail].filter(Boolean).join('. ');
  const trouble = troubleWords(unread, refused);

  // The pressed button disappears when the status changes; move the focus to the words so that it is not lost.
  const words = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    if (pressed.current) words.current?.focus();
    pressed.current = false;
  }, [status]);

  return (
    <header class="bar" data-status={status}>
      <div class="bar-row">
        <a class="brand" href="#/">
          <Flame status={status} kindled={progress?.share} />
          <span>Pilotlight</span>
        </a>
        <div ref={words} class="bar-state" tabIndex={-1}>
          <span class="visually-hidden">The {subject} is </span>
          <b>{title}</b> <span class="muted">{told}</span>{' '}
          {progress?.time && <span class="bar-time">{progress.time}</span>}
          {trouble && <p class="bar-trouble">{trouble}</p>}
          {cost && (
            <CostLine
              cost={cost}
              refused={refused?.problem?.code === 'awake_ceiling'}
              besideFunction={model.servingMode === 'auto' || state.answersFrom === 'function'}
            />
          )}
        </div>
        {(status === 'asleep' || status === 'failed') && (
          <button
            type="button"
            class="button"
            aria-disabled={asking}
            onClick={() => {
              if (asking) return;
              pressed.current = true;
              wake();
            }}
          >
            {wakeWords(state)}
          </button>
        )}
      </div>
      {progress && <WakeBar progress={progress} />}
      <p class="visually-hidden" role="status">
        The {subject} is {title.toLowerCase()}. {told} {trouble}
      </p>
    </header>
  );
}
