import type {
  AsyncEndpoint,
  DeployedFunction,
  DeployedModel,
  ServerlessEndpoint,
  Serving,
} from '@pilotlight/contracts';
import * as pulumi from '@pulumi/pulumi';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import type { ServedModel } from '../serving/serve-models.ts';
import type { EndpointMembers } from './endpoint.ts';
import type { Endpoints } from './endpoints.ts';

/** What serves the models of a stack. */
export interface DeployedHosts {
  readonly endpoints: Omit<Endpoints, 'topic'>;
  /** By the model's name. */
  readonly functions: ReadonlyMap<string, pulumi.Output<DeployedFunction>>;
}

/** What serves one model; undefined where it has none. */
interface Members {
  readonly woken: EndpointMembers | undefined;
  readonly function: DeployedFunction | undefined;
  readonly serverless: ServerlessEndpoint | undefined;
  readonly async: AsyncEndpoint | undefined;
}

/** The models of a stack, as the functions ask them. */
export function deployedModels(
  models: readonly ServedModel[],
  artefacts: readonly ModelArtefact[],
  { endpoints, functions }: DeployedHosts,
): pulumi.Output<DeployedModel[]> {
  const deployed = models.map(({ name, mode, endpoint: key }) => {
    const artefact = artefacts.find((one) => one.name === name);
    const answerFiles = artefact?.asked.answerFiles;
    const ofModel = ({ model }: { readonly model: string }) => model === name;
    const members: pulumi.Output<Members> = pulumi.output({
      woken: endpoints.woken.find((one) => one.key === key)?.membersOf(name),
      function: functions.get(name),
      serverless: endpoints.serverless.find(ofModel)?.deployed,
      async: endpoints.async.find(ofModel)?.deployed,
    });
    return members.apply((known): DeployedModel => ({
      name,
      version: artefact?.version ?? '',
      serving: servingOf(mode, known),
      ...(answerFiles ? { answerFiles } : {}),
    }));
  });
  return pulumi.all(deployed);
}

function servingOf(mode: Serving['mode'], members: Members): Serving {
  const { woken, function: found, serverless, async } = members;
  const jobs = async ? { async } : {};
  if (mode === 'realtime' && woken) {
    return { mode, ...woken, ...(found ? { function: found } : {}), ...jobs };
  }
  if (mode === 'auto' && woken && found) return { mode, ...woken, function: found, ...jobs };
  if (mode === 'function' && found) return { mode, function: found, ...jobs };
  if (mode === 'serverless' && serverless) return { mode, serverless, ...jobs };
  if (mode === 'async' && async) return { mode, async };
  throw new Error(`a model in the mode ${mode} lacks a host`);
}
