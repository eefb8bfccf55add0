import { setTimeout as sleep } from 'node:timers/promises';
import { deploy } from '../deploy.ts';
import { FAST, ON_ENDPOINT } from '../fast.ts';
import { openLocalStack } from '../local-stack.ts';
import { Asker, type Tally } from './asker.ts';
import { containerPids, functionPids, kill } from './processes.ts';
import { questions } from './questions.ts';
import { randomOf } from './random.ts';

/**
 * Each round: a burst of requests, a crowd that keeps asking, then silence, in which the endpoint falls asleep or not.
 * The burst is a number of requests, the others are seconds.
 */
const BURST = { least: 1, most: 12 };
const CROWD = { least: 2, most: 15 };
const SILENCE = { least: 1, most: 20 };
const PAUSE_WITHIN_CROWD = { least: 0.05, most: 1 };

/** Mean time between two kills of the containers and of the model's function. */
const KILL_SECONDS = 15;

/** How the model is served, by the soak's option. */
export const SERVINGS = {
  realtime: ON_ENDPOINT,
  both: { serving: 'realtime', whileWaking: 'function' },
  function: { serving: 'function' },
};

export type SoakServing = keyof typeof SERVINGS;

/**
 * The jobs function is killed during its replays, but at most this often, and only when it has answered a first try: a
 * prediction has a limited number of tries, and those that were interrupted together are tried again together.
 */
const JOBS_KILL_EVERY_SECONDS = 20;

/** Time after the traffic has stopped: for accepted predictions to finish, and for the endpoint to fall asleep. */
const PATIENCE_SECONDS = 180;

export interface Soaked extends Tally {
  readonly minutes: number;
  readonly seed: number;
  readonly wakes: number;
  readonly containersKilled: number;
  readonly functionsKilled: number;
  readonly jobsKilled: number;
  /** Running containers at the end; at least 1 if the model is not asleep. */
  readonly endpointsLeft: number;
}

export interface SoakOptions {
  readonly root: string;
  readonly minutes: number;
  readonly seed: number;
  readonly serving: SoakServing;
  readonly say: (line: string) => void;
}

/** Random traffic on a local stack while its processes are killed. The outcome must be as if none had been. */
export async function soak({ root, minutes, seed, serving, say }: SoakOptions): Promise<Soaked> {
  const random = randomOf(seed);
  const between = ({ least, most }: { least: number; most: number }) =>
    least + random() * (most - least);
  const asked = await questions(root);
  let [wakes, jobsKilled, containersKilled, functionsKilled, nextJobsKill] = [0, 0, 0, 0, 0];
  const local = await openLocalStack({
    root,
    stack: 'local',
    config: {
      ...FAST,
      'pilotlight:models': JSON.stringify({ entailment: SERVINGS[serving] }),
    },
    log(source, line) {
      if (line.includes('"message":"endpoint_created"')) wakes += 1;
      const answered =
        source.includes('-jobs-') && line.includes('"message":"prediction_replayed"');
      const working = answered && line.includes('"attempts":1');
      if (!working || Date.now() < nextJobsKill) return;
      nextJobsKill = Date.now() + JOBS_KILL_EVERY_SECONDS * 1000;
      for (const pid of functionPids('-jobs-')) {
        jobsKilled += 1;
        kill(pid);
      }
    },
  });
  try {
    const { url } = await deploy(local);
    const asker = new Asker(String(url));
    const end = Date.now() + minutes * 60_000;
    const giveUpAt = () => end + PATIENCE_SECONDS * 1000;
    const open = new Set<Promise<void>>();

    const ask = () => {
      const question = asked[Math.floor(random() * asked.length)];
      if (!question) return;
      const one = asker.ask(question, giveUpAt).finally(() => open.delete(one));
      open.add(one);
    };
    const crowds = async () => {
      while (Date.now() < end) {
        const crowdEnd = Math.min(end, Date.now() + between(CROWD) * 1000);
        const burst = between(BURST);
        for (let i = 0; i < burst; i++) ask();
        while (Date.now() < crowdEnd) {
          ask();
          await sleep(between(PAUSE_WITHIN_CROWD) * 1000);
        }
        await sleep(Math.min(between(SILENCE) * 1000, Math.max(0, end - Date.now())));
        const { accepted, answered, refused } = asker.tally;
        say(`${accepted} accepted, ${answered} answered, ${refused} refused, ${wakes} wakes`);
      }
    };
    const vandal = async () => {
      for (;;) {
        await sleep(2 * random() * KILL_SECONDS * 1000);
        if (Date.now() >= end) return;
        for (const pid of containerPids()) {
          containersKilled += 1;
          kill(pid);
        }
        for (const pid of functionPids('-model-')) {
          functionsKilled += 1;
          kill(pid);
        }
      }
    };
    await Promise.all([crowds(), vandal()]);
    say(`the traffic has stopped; ${open.size} requests are still open`);
    await Promise.all(open);
    // A model without an endpoint is never asleep.
    const rests = async () => serving === 'function' || (await asker.state()) === 'asleep';
    while (Date.now() < giveUpAt() && !(await rests())) await sleep(500);
    await asker.lookAgain();
    const awake = (await rests()) ? 0 : 1;
    const endpointsLeft = Math.max(awake, containerPids().length);
    const kills = { containersKilled, functionsKilled, jobsKilled };
    return { ...asker.tally, wakes, endpointsLeft, ...kills, minutes, seed };
  } finally {
    await local.close();
  }
}
