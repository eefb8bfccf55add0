import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { soak, SERVINGS, type SoakServing } from './soak.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const USAGE = `npm run soak -- [--minutes N] [--seed N] [--serving ${Object.keys(SERVINGS).join('|')}] [--json FILE]`;

function options() {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      serving: { type: 'string', default: 'realtime' },
      json: { type: 'string' },
    },
  });
  const minutes = Number(values.minutes);
  const seed = Number(values.seed);
  if (!(minutes > 0 && minutes <= 24 * 60)) {
    throw new TypeError(`--minutes is ${values.minutes}, must be above 0 and at most ${24 * 60}`);
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new TypeError(`--seed is ${values.seed}, must be an integer of at least 0`);
  }
  const { serving, json } = values;
  if (!isServing(serving)) {
    throw new TypeError(`--serving is ${serving}, must be ${Object.keys(SERVINGS).join(', ')}`);
  }
  return { minutes, seed, serving, json };
}

const isServing = (text: string): text is SoakServing => Object.hasOwn(SERVINGS, text);

async function main({ minutes, seed, serving, json }: ReturnType<typeof options>): Promise<number> {
  console.log(`A soak of ${minutes} minutes, --seed ${seed} --serving ${serving}`);
  const soaked = await soak({
    ...{ root: ROOT, minutes, seed, serving },
    say: (line) => console.log(line),
  });
  const text = JSON.stringify(soaked, null, 2);
  console.log(text);
  if (json !== undefined) writeFileSync(json, `${text}\n`);
  const { accepted, answered, lost, wrong, twice, endpointsLeft } = soaked;
  const bad = lost + wrong + twice + endpointsLeft;
  // A run without requests, wakes and kills proves nothing.
  const { wakes, containersKilled, functionsKilled, jobsKilled } = soaked;
  const kills = containersKilled + functionsKilled + jobsKilled;
  const happened = accepted > 0 && kills > 0 && (wakes > 0 || serving === 'function');
  if (!happened) console.error('Too little happened to prove anything: run it for more minutes.');
  return bad === 0 && answered === accepted && happened ? 0 : 1;
}

let chosen: ReturnType<typeof options>;
try {
  chosen = options();
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`);
  process.exit(2);
}
process.exit(await main(chosen));
