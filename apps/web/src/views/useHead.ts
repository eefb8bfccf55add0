import type { ModelStatus } from '@pilotlight/contracts';
import { useEffect } from 'preact/hooks';
import asleep from '../assets/asleep.svg';
import awake from '../assets/awake.svg';
import failed from '../assets/failed.svg';
import unknown from '../assets/unknown.svg';
import waking from '../assets/waking.svg';
import type { Ask } from '../ask/useAsk.ts';
import { waitingWords } from '../endpoint/endpointWords.ts';
import type { Endpoint } from '../endpoint/useEndpoint.ts';

/** A function has no state of its own: it is the pilot light, as a sleeping endpoint is. */
const ICONS: Record<ModelStatus, string> = {
  ready: asleep,
  asleep,
  waking,
  awake,
  failed,
  unknown,
};

/** Shows the state in the tab's title and icon, for a user who switches tabs during a wake. */
export function useHead(title: string, { state, cost }: Endpoint, asks: readonly Ask[]): void {
  const waiting = asks.some(({ step }) => step === 'waiting');
  const answered = asks.some(({ step }) => step === 'answered');
  const news = waiting ? `${waitingWords(state, cost).title} · ` : answered ? 'Answered · ' : '';
  useEffect(() => {
    document.title = `${news}${title} · Pilotlight`;
  }, [news, title]);
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (link) link.href = ICONS[state.status];
  }, [state.status]);
}
