import { AwsError } from '../../cloud/aws-error.ts';

export interface Route {
  readonly id: string;
  /** `METHOD /path/{parameter}`, `ANY /path/{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly integrationId: string;
}

export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

const ROUTE_KEY = /^(?:(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) (\/\S*)|\$default)$/;
const PARAMETER = /^\{([\w.-]+)(\+?)\}$/;

/** @throws AwsError BadRequestException for a route key that API Gateway would refuse */
export function checkRouteKey(routeKey: string): void {
  const segments = (ROUTE_KEY.exec(routeKey)?.[2] ?? '').split('/').slice(1);
  const greedyAt = segments.findIndex((segment) => PARAMETER.exec(segment)?.[2] === '+');
  const wellFormed = segments.every((segment) => !/[{}]/.test(segment) || PARAMETER.test(segment));
  if (
    !ROUTE_KEY.test(routeKey) ||
    !wellFormed ||
    (greedyAt >= 0 && greedyAt < segments.length - 1)
  ) {
    throw new AwsError('BadRequestException', `The provided route key is not valid: ${routeKey}`);
  }
}

/**
 * The most specific route for a request. Compared from the left, a literal segment wins over a parameter, and a
 * parameter over a greedy one. Of equal paths, the route with the request's method wins over ANY. `$default` is last.
 * @param path still percent-encoded
 * @throws URIError when a parameter's value is not valid percent-encoding
 */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch | undefined {
  const found = routes
    .map((route) => ({ route, match: matchRoute(route.routeKey, method, path) }))
    .filter(({ match }) => match !== undefined)
    .sort((a, b) => ((a.match?.rank ?? '') < (b.match?.rank ?? '') ? -1 : 1))[0];
  if (!found?.match) return undefined;
  const parameters = Object.entries(found.match.parameters);
  return {
    route: found.route,
    pathParameters: Object.fromEntries(
      parameters.map(([name, value]) => [name, decodeURIComponent(value)]),
    ),
  };
}

interface Match {
  /** Sorts before the rank of a less specific route. */
  readonly rank: string;
  readonly parameters: Record<string, string>;
}

const RANK = { literal: '0', parameter: '1', greedy: '2', defaultRoute: '3', any: '1' } as const;

function matchRoute(routeKey: string, method: string, path: string): Match | undefined {
  if (routeKey === '$default') return { rank: RANK.defaultRoute, parameters: {} };
  const [wantedMethod = '', wantedPath = ''] = routeKey.split(' ');
  if (wantedMethod !== method && wantedMethod !== 'ANY') return undefined;
  const segments = path.split('/').slice(1);
  const wanted = wantedPath.split('/').slice(1);
  const parameters: Record<string, string> = {};
  let rank = '';
  for (const [at, pattern] of wanted.entries()) {
    const segment = segments[at];
    const [, name, greedy] = PARAMETER.exec(pattern) ?? [];
    if (segment === undefined) return undefined;
    if (name === undefined) {
      if (segment !== pattern) return undefined;
      rank += RANK.literal;
    } else if (greedy === '+') {
      parameters[name] = segments.slice(at).join('/');
      return parameters[name] === '' ? undefined : { rank: rank + RANK.greedy, parameters };
    } else {
      if (segment === '') return undefined;
      parameters[name] = segment;
      rank += RANK.parameter;
    }
  }
  if (segments.length !== wanted.length) return undefined;
  return { rank: rank + (wantedMethod === 'ANY' ? RANK.any : RANK.literal), parameters };
}
