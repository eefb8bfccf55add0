import { observe, wakeEndpoint } from '../../src/index.ts';
import type { Askers } from './askers.ts';
import type { Cloud } from './cloud.ts';
import type { Functions } from './functions.ts';
import type { Deed } from './plan.ts';

const MAINTENANCE_SECONDS = 30;

export interface Stage {
  readonly cloud: Cloud;
  readonly functions: Functions;
  readonly askers: Askers;
  /** The schedule fires. */
  fire(): void;
  trouble(what: string): void;
}

/** Performs one deed of the plan. */
export function act(deed: Deed, { cloud, functions, askers, fire, trouble }: Stage): void {
  const { endpoint, models, sageMaker, store, simulation } = cloud;
  const [model] = models;
  if (!model) throw new Error('there is no model');
  switch (deed.kind) {
    case 'ask':
      return void askers.ask(deed.polls, deed.everySeconds);
    case 'insist':
      return void askers.insist(deed.times);
    case 'burst':
      for (let asker = 0; asker < deed.size; asker++) {
        simulation.after(asker * deed.apartSeconds, () => void askers.ask(4, 30));
      }
      return;
    case 'wake':
      return void functions.run('api', (ports) => wakeEndpoint(ports, model));
    case 'look':
      return void functions.run('api', (ports) => observe(ports, model));
    case 'remove':
      return cloud.vanish();
    case 'delete':
      return cloud.deleteByHand();
    case 'break':
      if (sageMaker.look(endpoint)?.status !== 'InService') return;
      trouble('broken');
      return sageMaker.become(endpoint, 'OutOfService');
    case 'maintain':
      if (sageMaker.look(endpoint)?.status !== 'InService') return;
      sageMaker.become(endpoint, 'SystemUpdating');
      return void simulation.after(MAINTENANCE_SECONDS, () => {
        if (sageMaker.look(endpoint)?.status === 'SystemUpdating')
          sageMaker.become(endpoint, 'InService');
      });
    case 'lose record':
      return void store.activity.delete(endpoint.key);
    case 'spoil record':
      return void store.activity.set(endpoint.key, 'yesterday');
    case 'future record':
      return void store.activity.set(endpoint.key, Date.UTC(2100, 0));
    case 'restart':
    case 'recycle':
      return functions.recycle(deed.kind === 'restart');
    case 'deploy':
      return cloud.deploy();
    case 'fire':
      return fire();
  }
}
