import { randomUUID } from 'node:crypto';
import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { Alarms } from '../cloudwatch/alarms.ts';
import type { AlarmSpec } from '../cloudwatch/control.ts';
import type { Metrics } from '../cloudwatch/metrics.ts';
import { isServerless } from '../sagemaker/endpoint-config.ts';
import type { Endpoints } from '../sagemaker/endpoints.ts';
import { stepCapacity, targetCapacity } from './capacity.ts';
import type { AppAutoScalingControl } from './control.ts';
import { trackingAlarms } from './tracking-alarms.ts';

type TargetSpec = Parameters<AppAutoScalingControl['registerTarget']>[0];
type PolicySpec = Parameters<AppAutoScalingControl['putPolicy']>[0];

interface Policy extends PolicySpec {
  readonly arn: string;
  /** The alarms of target tracking. */
  readonly alarms: readonly AlarmSpec[];
}

interface Target {
  spec: TargetSpec;
  readonly arn: string;
  readonly policies: Map<string, Policy>;
  /** When instances were last added and removed, as epoch milliseconds. */
  outAt: number;
  inAt: number;
}

export interface ScalingDependencies {
  readonly context: CloudContext;
  readonly alarms: Alarms;
  readonly metrics: Metrics;
  readonly endpoints: Endpoints;
}

/** Application Auto Scaling's targets, and the policies that change their number of instances when an alarm says so. */
export class ScalableTargets implements AppAutoScalingControl {
  readonly #dependencies: ScalingDependencies;
  readonly #targets = new Map<string, Target>();

  constructor(dependencies: ScalingDependencies) {
    this.#dependencies = dependencies;
    dependencies.alarms.onAction = (arn, alarm, value) => this.#act(arn, alarm, value);
  }

  registerTarget(spec: TargetSpec): { arn: string; roleArn: string } {
    this.#check(spec);
    const { arns, accountId } = this.#dependencies.context;
    const before = this.#targets.get(spec.resourceId);
    const arn =
      before?.arn ?? arns.of('application-autoscaling', `scalable-target/${randomUUID()}`);
    if (before) before.spec = spec;
    else {
      this.#targets.set(spec.resourceId, { spec, arn, policies: new Map(), outAt: 0, inAt: 0 });
    }
    const role =
      'aws-service-role/sagemaker.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint';
    return { arn, roleArn: `arn:aws:iam::${accountId}:role/${role}` };
  }

  deregisterTarget(resourceId: string): void {
    for (const name of this.#targets.get(resourceId)?.policies.keys() ?? []) {
      this.deletePolicy(resourceId, name);
    }
    this.#targets.delete(resourceId);
  }

  putPolicy(spec: PolicySpec): { arn: string; alarmArns: string[] } {
    const { context, alarms } = this.#dependencies;
    const { resourceId, name, scaling } = spec;
    const target = this.#targets.get(resourceId);
    if (!target) {
      throw new AwsError(
        'ObjectNotFoundException',
        `No scalable target registered for service namespace: sagemaker, resource ID: ${resourceId}, scalable dimension: sagemaker:variant:DesiredInstanceCount`,
      );
    }
    const arn =
      target.policies.get(name)?.arn ??
      context.arns.of(
        'autoscaling',
        `scalingPolicy:${randomUUID()}:resource/sagemaker/${resourceId}:policyName/${name}`,
      );
    const own = scaling.kind === 'target' ? trackingAlarms(resourceId, arn, scaling) : [];
    this.deletePolicy(resourceId, name);
    target.policies.set(name, { ...spec, arn, alarms: own });
    return { arn, alarmArns: own.map((alarm) => alarms.putMetricAlarm(alarm).arn) };
  }

  deletePolicy(resourceId: string, name: string): void {
    const policies = this.#targets.get(resourceId)?.policies;
    for (const alarm of policies?.get(name)?.alarms ?? []) {
      this.#dependencies.alarms.deleteAlarm(alarm.name);
    }
    policies?.delete(name);
  }

  /** Carries out the policy that an alarm names. */
  #act(policyArn: string, alarm: AlarmSpec, value: number): void {
    const { context, endpoints } = this.#dependencies;
    for (const target of this.#targets.values()) {
      const policy = [...target.policies.values()].find(({ arn }) => arn === policyArn);
      if (!policy) continue;
      const { endpointName, variantName } = partsOf(target.spec.resourceId);
      const endpoint = endpoints.find(endpointName);
      if (!endpoint) return;
      const { desired } = endpoint.instances;
      const wanted = this.#wanted(desired, target, policy, { value, alarm });
      if (wanted === undefined) return;
      const source = `application-autoscaling/${endpointName}`;
      try {
        endpoints.scale(endpointName, variantName, wanted);
      } catch (error) {
        // The alarm repeats its action: in a minute another change may be over.
        context.log(source, `NOT SCALED to ${wanted}: ${String(error)}`);
        return;
      }
      target[wanted > desired ? 'outAt' : 'inAt'] = Date.now();
      context.log(source, `${policy.name} sets ${wanted} instances, as ${alarm.name} says`);
      return;
    }
    context.log('cloudwatch', `${alarm.name}: there is no scaling policy ${policyArn}`);
  }

  /** @returns how many instances there should be; undefined when nothing is to be done now */
  #wanted(
    desired: number,
    target: Target,
    { scaling }: Policy,
    { value, alarm }: { value: number; alarm: AlarmSpec },
  ): number | undefined {
    const { minCapacity, maxCapacity } = target.spec;
    const asked =
      scaling.kind === 'step'
        ? stepCapacity(desired, value - alarm.threshold, scaling)
        : targetCapacity(desired, value, scaling);
    const wanted = Math.min(maxCapacity, Math.max(minCapacity, asked));
    if (wanted === desired) return undefined;
    const { metrics } = this.#dependencies;
    const isOver = (since: number, seconds: number) =>
      Date.now() >= since + metrics.milliseconds(seconds / 60);
    const cooldown =
      scaling.kind === 'step'
        ? { out: scaling.cooldownSeconds, in: scaling.cooldownSeconds }
        : { out: scaling.scaleOutCooldownSeconds, in: scaling.scaleInCooldownSeconds };
    // Added instances delay a removal, but removed ones delay no addition.
    const isAllowed =
      isOver(target.outAt, cooldown.out) && (wanted > desired || isOver(target.inAt, cooldown.in));
    return isAllowed ? wanted : undefined;
  }

  /** @throws AwsError ValidationException; AWS's own texts are not known */
  #check({ resourceId, minCapacity, maxCapacity }: TargetSpec): void {
    const { endpointName, variantName } = partsOf(resourceId);
    const endpoint = this.#dependencies.endpoints.find(endpointName);
    const { variant, async } = endpoint?.config ?? {};
    if (!variant || variant.variantName !== variantName) {
      throw refused(`There is no ${resourceId} to scale.`);
    }
    if (isServerless(variant)) throw refused(`${resourceId} is serverless: it has no instances.`);
    if (variant.instanceType.startsWith('ml.t2.')) {
      throw refused(`${resourceId} is on ${variant.instanceType}, which cannot be scaled.`);
    }
    if (minCapacity === 0 && !async) {
      throw refused(`MinCapacity of ${resourceId} must be at least 1: it is not asynchronous.`);
    }
    if (minCapacity > maxCapacity) {
      throw refused('Maximum capacity cannot be less than minimum capacity.');
    }
  }
}

/** @throws AwsError ValidationException */
function partsOf(resourceId: string): { endpointName: string; variantName: string } {
  const [, endpointName, variantName] =
    /^endpoint\/([^/]+)\/variant\/([^/]+)$/.exec(resourceId) ?? [];
  if (endpointName !== undefined && variantName !== undefined) return { endpointName, variantName };
  throw refused(`${resourceId} must be endpoint/NAME/variant/VARIANT.`);
}

const refused = (message: string) => new AwsError('ValidationException', message);
