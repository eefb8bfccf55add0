import { MoveRequest, parse, RetireRequest, type FunctionConfig } from '@pilotlight/contracts';
import { moveEndpoint, retireEndpoint, type Moved, type Ports } from '@pilotlight/lifecycle';

/** What became of a model's endpoint; `kept` is one that nothing had to be done about. */
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

/** Whether `pulumi up` or `pulumi destroy` has sent the event. */
export function isDeployment(event: unknown): event is { readonly deployment: unknown } {
  return typeof event === 'object' && event !== null && 'deployment' in event;
}

/**
 * Carries out what a deployment asks for. The request names the endpoint itself: a model that is taken out of the stack
 * is gone from this function's environment by the time that it is to be retired.
 * @throws Error that says what is wrong, or what to do; the deployment fails with it
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
    // There is no configuration to create it on any more, and nothing that would.
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
