import { setTimeout as sleep } from 'node:timers/promises';
import { lastPart } from '../../cloud/arns.ts';
import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { Functions } from '../lambda/functions.ts';
import { readAnswer, type ApiAnswer } from './answer.ts';
import type { Api } from './api.ts';
import { ownAnswer } from './own-answer.ts';
import type { Route } from './route.ts';

/**
 * Invokes the route's function as API Gateway does, and converts its answer to an HTTP answer.
 * @throws Error with the reason why API Gateway answers 500
 */
export async function integrate(
  route: Route,
  event: object,
  { api, context, functions }: { api: Api; context: CloudContext; functions: Functions },
): Promise<ApiAnswer> {
  const integration = api.integration(route);
  if (!integration) throw new Error(`route ${route.routeKey} has no integration`);
  const { functionArn, timeoutMilliseconds } = integration;
  const path = route.routeKey === '$default' ? '$default' : route.routeKey.replace(' ', '');
  const invoker = {
    principal: 'apigateway.amazonaws.com',
    sourceArn: context.arns.executeApi(api.id, `$default/${path}`),
  } as const;
  const timer = new AbortController();
  try {
    const result = await Promise.race([
      functions.invoke(functionArn, JSON.stringify(event), invoker),
      sleep(timeoutMilliseconds, 'late' as const, { signal: timer.signal }),
    ]);
    if (result === 'late') {
      const late = `${lastPart(functionArn)} took longer than ${timeoutMilliseconds} ms`;
      context.log('apigateway', `503 ${route.routeKey}: ${late}`);
      return ownAnswer(503);
    }
    if (result.functionError !== undefined) {
      throw new Error(`${lastPart(functionArn)} failed: ${result.payload}`);
    }
    return readAnswer(result.payload);
  } catch (error) {
    if (error instanceof AwsError && error.name === 'RequestTooLargeException') {
      return ownAnswer(413);
    }
    throw error;
  } finally {
    timer.abort();
  }
}
