import { MoveRequest, parse, RetireRequest, type FunctionConfig } from '@pilotlight/contracts';
import { moveEndpoint, retireEndpoint, type Moved, type Ports } from '@pilotlight/lifecycle';

/** The result for a model's endpoint; `kept`: nothing had to be done. */
export interface Deployed {
  readonly model: string;
  readonly outcome: Moved | 'retired' | 'kept';
}

export interface DeployOptions {
  readonly config: FunctionConfig;
  readonly portsFor: (config: FunctionConfig) => Ports;
  /** Epoch milliseconds at which the function is stopped. */
  readonly deadline: number;
}

/** Whether the event comes from `pulumi up` or `pulumi destroy`. */
export function isDeployment(event: unknown): event is { readonly deployment: unknown } {
  return typeof event === 'object' && event !== null && 'deployment' in event;
}

/**
 * Carries out a deployment's request. The request contains the endpoint's name: when a model is removed from the stack,
 * it is no longer in this function's environment by the time it is retired.
 * @throws Error that says what is wrong, or what to do; it fails the deployment
 */
export async function deploy(
  event: { readonly deployment: unknown },
  { config, portsFor, deadline }: DeployOptions,
): Promise<Deployed> {
  const portsOf = (model: string, endpointName: string, endpointConfigName: string) =>
    portsFor({ ...config, deployments: { [model]: { endpointName, endpointConfigName } } });

  if (event.deployment === 'retire') {
    const { model, endpointName, tf } = parse(RetireRequest, event, 'The event');
    if (tf.action !== 'delete') return { model, outcome: 'kept' };
    // Its configuration is deleted, and nothing creates the endpoint any more.
    const ports = portsOf(model, endpointName, 'none');
    return { model, outcome: await retireEndpoint(ports, model, deadline) };
  }
  const { model, endpointName, endpointConfigName, rollout } = parse(
    MoveRequest,
    event,
    'The event',
  );
  const ports = portsOf(model, endpointName, endpointConfigName);
  return { model, outcome: await moveEndpoint(ports, model, { deadline, rollout }) };
}
