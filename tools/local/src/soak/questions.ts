import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import { extract } from 'tar';

export interface Question {
  readonly input: { readonly premise: string; readonly hypothesis: string };
  /** The model's answer to exactly this input, as JSON text. */
  readonly answer: string;
}

const WHO = ['A man', 'A woman', 'Two children', 'A dog', 'The teacher'];
const DOES = [
  'is playing a guitar',
  'is asleep',
  'runs along the beach',
  'reads a book in the garden',
];

const STARTED_WITHIN_MS = 60_000;

/** Pairs of these sentences, with the answers of a separate container outside the stack. */
export async function questions(root: string): Promise<Question[]> {
  const sentences = WHO.flatMap((who) => DOES.map((does) => `${who} ${does}.`));
  const inputs = sentences.flatMap((premise, i) =>
    [1, 7].map((step) => ({
      premise,
      hypothesis: sentences[(i + step) % sentences.length] ?? premise,
    })),
  );
  const directory = await mkdtemp(join(tmpdir(), 'pilotlight-soak-'));
  const model = join(directory, 'model');
  await mkdir(model);
  await extract({ file: join(root, 'libs/models/entailment/dist/model.tar.gz'), cwd: model });
  const port = await getPort({ host: '127.0.0.1' });
  const container = spawn(process.execPath, ['main.mjs', 'serve'], {
    cwd: join(root, 'apps/inference/dist'),
    env: { MODEL_DIRECTORY: model, SAGEMAKER_BIND_TO_PORT: String(port), TMPDIR: directory },
    stdio: 'ignore',
  });
  const ended = once(container, 'exit');
  try {
    const url = `http://127.0.0.1:${port}`;
    await healthy(url, ended);
    const asked = [];
    for (const input of inputs) asked.push({ input, answer: await ask(url, input) });
    return asked;
  } finally {
    container.kill('SIGKILL');
    await ended;
    await rm(directory, { recursive: true, force: true });
  }
}

async function ask(url: string, input: object): Promise<string> {
  const response = await fetch(`${url}/invocations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`the reference container answers ${response.status} at ${url}`);
  return JSON.stringify(await response.json());
}

async function healthy(url: string, ended: Promise<unknown>): Promise<void> {
  const deadline = Date.now() + STARTED_WITHIN_MS;
  let gone = false;
  void ended.then(() => (gone = true));
  while (Date.now() < deadline && !gone) {
    const ping = await fetch(`${url}/ping`).catch(() => undefined);
    await ping?.arrayBuffer();
    if (ping?.status === 200) return;
    await sleep(100);
  }
  throw new Error('the reference container does not start: are the app and the model built?');
}
