import { randomBytes } from 'node:crypto';
import { AwsError } from '../../cloud/aws-error.ts';
import type { ApiGatewayControl } from './control.ts';
import { AccessLog } from './access-log.ts';
import { checkRouteKey, type Route } from './route.ts';
import { Throttle } from './throttle.ts';

type StageSpec = Parameters<ApiGatewayControl['putStage']>[1];
type IntegrationSpec = Parameters<ApiGatewayControl['putIntegration']>[1];

export interface Integration {
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
}

interface Stage {
  readonly throttle: Throttle | undefined;
  readonly accessLog: AccessLog | undefined;
}

/** The longest time-out of an HTTP API's integration. */
const TIMEOUT_LIMIT_MILLISECONDS = 30_000;

/** One HTTP API: its routes, integrations and stages. */
export class Api {
  readonly id = shortId(10);
  readonly #integrations = new Map<string, Integration>();
  readonly #routes = new Map<string, Route>();
  readonly #stages = new Map<string, Stage>();

  /** @throws AwsError BadRequestException for what the local cloud or API Gateway does not accept */
  putIntegration(spec: IntegrationSpec): { id: string } {
    const { integrationUri, payloadFormatVersion, timeoutMilliseconds } = spec;
    if (payloadFormatVersion !== '2.0') {
      const found = `payload format version ${payloadFormatVersion}`;
      throw bad(`The local cloud does not know ${found}: it knows 2.0.`);
    }
    if (timeoutMilliseconds < 50 || timeoutMilliseconds > TIMEOUT_LIMIT_MILLISECONDS) {
      throw bad(`Timeout should be between 50 ms and ${TIMEOUT_LIMIT_MILLISECONDS} ms`);
    }
    const functionArn = /arn:aws:lambda:[\w-]+:\d+:function:[\w-]+/.exec(integrationUri)?.[0];
    if (functionArn === undefined) throw bad(`The local cloud does not know ${integrationUri}.`);
    const id = spec.id ?? shortId(7);
    this.#integrations.set(id, { functionArn, timeoutMilliseconds });
    return { id };
  }

  deleteIntegration(id: string): void {
    const user = [...this.#routes.values()].find(({ integrationId }) => integrationId === id);
    if (user) throw bad(`Cannot delete Integration. Route ${user.routeKey} refers to it.`);
    this.#integrations.delete(id);
  }

  putRoute({
    id = shortId(7),
    routeKey,
    target,
  }: {
    id?: string;
    routeKey: string;
    target: string;
  }) {
    checkRouteKey(routeKey);
    const integrationId = /^integrations\/(\w+)$/.exec(target)?.[1] ?? '';
    if (!this.#integrations.has(integrationId)) throw bad(`There is no integration ${target}.`);
    const taken = [...this.#routes.values()].some(
      (route) => route.routeKey === routeKey && route.id !== id,
    );
    if (taken) {
      const text = `Route with key ${routeKey} already exists for this API`;
      throw new AwsError('ConflictException', text, { status: 409 });
    }
    this.#routes.set(id, { id, routeKey, integrationId });
    return { id };
  }

  deleteRoute(id: string): void {
    this.#routes.delete(id);
  }

  putStage({ name, autoDeploy, throttling, accessLog }: StageSpec): void {
    if (name !== '$default' || !autoDeploy) {
      throw bad(`The local cloud knows only the stage $default with autoDeploy, not ${name}.`);
    }
    this.#stages.set(name, {
      throttle: throttling && new Throttle(throttling, performance.now()),
      accessLog: accessLog && new AccessLog(accessLog),
    });
  }

  deleteStage(name: string): void {
    this.#stages.delete(name);
  }

  /** Whether the stage's limits let one more request through. */
  admits(): boolean {
    return this.#stages.get('$default')?.throttle?.admits(performance.now()) ?? true;
  }

  get accessLog(): AccessLog | undefined {
    return this.#stages.get('$default')?.accessLog;
  }

  /** The deployed routes: none without a stage. */
  get deployedRoutes(): readonly Route[] {
    return this.#stages.has('$default') ? [...this.#routes.values()] : [];
  }

  integration(route: Route): Integration | undefined {
    return this.#integrations.get(route.integrationId);
  }
}

function bad(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}

function shortId(length: number): string {
  return [...randomBytes(length)].map((byte) => (byte % 36).toString(36)).join('');
}
