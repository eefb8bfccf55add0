import type { ComponentChildren } from 'preact';
import type { Client } from '../api/client.ts';
import { FailureNote } from './FailureNote.tsx';
import { Flame } from './Flame.tsx';
import { FrontPage } from './FrontPage.tsx';
import { ModelPage } from './ModelPage.tsx';
import { useLoaded, type Loaded } from './useLoaded.ts';
import { linkTo, useRoute } from './useRoute.ts';

function Shell({ children }: { children: ComponentChildren }) {
  return (
    <>
      <header class="bar">
        <div class="bar-row">
          <a class="brand" href="#/">
            <Flame status="asleep" />
            <span>Pilotlight</span>
          </a>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

/** Shown while the page loads, or when loading failed. */
function Unready({ loaded }: { loaded: Exclude<Loaded<unknown>, { step: 'ready' }> }) {
  return (
    <Shell>
      {loaded.step === 'loading' ? (
        <p class="muted" role="status">
          Loading…
        </p>
      ) : (
        <div role="alert">
          <FailureNote failure={loaded.failure}>
            <button type="button" class="button" onClick={loaded.again}>
              Try again
            </button>
          </FailureNote>
        </div>
      )}
    </Shell>
  );
}

/** The page: loads the list of models, and shows the one in the URL, or the only one, or all to choose from. */
export function App({ client }: { client: Client }) {
  const route = useRoute();
  const list = useLoaded('', () => client.listModels());
  const all = list.step === 'ready' ? list.value : [];
  const name = route.model ?? (all.length === 1 ? all[0]?.name : undefined);
  const model = useLoaded(name ?? '', async () => (name ? client.getModel(name) : undefined));

  if (list.step !== 'ready') return <Unready loaded={list} />;
  if (name === undefined && all.length > 1) {
    return (
      <Shell>
        <FrontPage client={client} known={all} />
      </Shell>
    );
  }
  if (name === undefined) {
    return (
      <Shell>
        <p>No model is deployed yet. Add one to the stack’s configuration and deploy it.</p>
      </Shell>
    );
  }
  if (model.step === 'failed' && model.failure.status === 404) {
    return (
      <Shell>
        <h1>There is no model called “{name}”</h1>
        <p>Available models:</p>
        <ul>
          {list.value.map((found) => (
            <li key={found.name}>
              <a href={linkTo(found.name)}>{found.title}</a>
            </li>
          ))}
        </ul>
      </Shell>
    );
  }
  if (model.step !== 'ready') return <Unready loaded={model} />;
  if (model.value?.name !== name) return <Unready loaded={{ step: 'loading' }} />;
  return (
    <ModelPage
      key={name}
      client={client}
      model={model.value}
      models={list.value}
      room={route.room}
    />
  );
}
