import type { ModelDetail, ModelSummary } from '@pilotlight/contracts';
import type { Client } from '../api/client.ts';
import { useEffect, useMemo } from 'preact/hooks';
import { useAsk } from '../ask/useAsk.ts';
import { useEndpoint } from '../endpoint/useEndpoint.ts';
import { pictureUploadOf } from '../upload/pictureUpload.ts';
import { About } from './About.tsx';
import { EndpointBar } from './EndpointBar.tsx';
import { ModelPicker } from './ModelPicker.tsx';
import { Practise } from './Practise.tsx';
import { Tabs, type Tab } from './Tabs.tsx';
import { TryIt } from './TryIt.tsx';
import { UploadIt } from './UploadIt.tsx';
import { useHead } from './useHead.ts';
import { linkTo } from './useRoute.ts';

interface Props {
  client: Client;
  model: ModelDetail;
  models: readonly ModelSummary[];
  /** The tab named in the URL. */
  room: string | undefined;
}

/** The page of one model: endpoint state, exercise if any, free form, model card. */
export function ModelPage({ client, model, models, room }: Props) {
  const endpoint = useEndpoint(client, model);
  const practising = useAsk(client, model.name, 'practise', endpoint.refresh);
  const trying = useAsk(client, model.name, 'try', endpoint.refresh);
  useHead(model.title, endpoint, [practising.ask, trying.ask]);

  const awake = endpoint.state.status === 'awake';
  // `Retry-After` is only an estimate: once the endpoint is seen awake, fetch the waiting answers at once.
  useEffect(() => {
    if (!awake) return;
    practising.look();
    trying.look();
  }, [awake]);

  const upload = useMemo(() => pictureUploadOf(model), [model]);
  const tryIt = upload ? (
    <UploadIt client={client} model={model} upload={upload} endpoint={endpoint} />
  ) : (
    <TryIt model={model} asking={trying} endpoint={endpoint} />
  );
  const tabs: Tab[] = model.exercise
    ? [
        {
          id: 'practise',
          title: 'Practise',
          panel: (
            <Practise
              model={model}
              exercise={model.exercise}
              asking={practising}
              endpoint={endpoint}
            />
          ),
        },
        { id: 'try', title: 'Try it', panel: tryIt },
      ]
    : [];
  const active = tabs.find(({ id }) => id === room)?.id ?? 'practise';

  return (
    <>
      <EndpointBar endpoint={endpoint} model={model} />
      <main id="content" tabIndex={-1}>
        <div class="intro">
          <ModelPicker models={models} current={model.name} />
          <h1>{model.title}</h1>
          <p class="lead muted">{model.description}</p>
        </div>
        {tabs.length > 0 ? (
          <Tabs
            label="What to do with the model"
            tabs={tabs}
            active={active}
            onChoose={(id) => {
              location.hash = linkTo(model.name, id);
            }}
          />
        ) : (
          tryIt
        )}
        <About model={model} cost={endpoint.cost} />
      </main>
    </>
  );
}
