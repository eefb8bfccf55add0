import type { ModelSummary } from '@pilotlight/contracts';
import { useEffect } from 'preact/hooks';
import asleep from '../assets/asleep.svg';
import type { Client } from '../api/client.ts';
import { ModelCard } from './ModelCard.tsx';
import { useModels } from './useModels.ts';

interface Props {
  client: Client;
  /** As they were when the page was loaded. */
  known: readonly ModelSummary[];
}

/** What a visitor sees first when there are several models: a card for each. */
export function FrontPage({ client, known }: Props) {
  const models = useModels(client, known);
  useEffect(() => {
    document.title = 'Pilotlight';
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (link) link.href = asleep;
  }, []);
  return (
    <>
      <div class="intro">
        <h1>Choose a model and ask it</h1>
        <p class="lead muted">
          Each of these {models.length} models answers on its own page and through a JSON API, and
          is served in the way that suits it, so that it costs little or nothing while nobody asks.
        </p>
      </div>
      <ul class="model-cards">
        {models.map((model) => (
          <ModelCard key={model.name} model={model} />
        ))}
      </ul>
      <p class="fine">
        The API is described in <a href="/openapi.json">openapi.json</a>.
      </p>
    </>
  );
}
