import { expect, test } from 'vitest';
import { checkRouteKey, findRoute } from '../../../src/services/apigateway/route.ts';

const routes = [
  '$default',
  'ANY /{proxy+}',
  'GET /v1/models',
  'GET /v1/models/{model}',
  'GET /v1/models/best',
  'ANY /v1/models/best',
  'POST /v1/models/{model}/predictions',
  'GET /v1/{rest+}',
].map((routeKey, at) => ({ id: String(at), routeKey, integrationId: 'i' }));

test.each([
  ['GET', '/v1/models', 'GET /v1/models', {}],
  ['GET', '/v1/models/a', 'GET /v1/models/{model}', { model: 'a' }],
  ['GET', '/v1/models/a%20b', 'GET /v1/models/{model}', { model: 'a b' }],
  ['GET', '/v1/models/best', 'GET /v1/models/best', {}],
  ['PUT', '/v1/models/best', 'ANY /v1/models/best', {}],
  ['POST', '/v1/models/best/predictions', 'POST /v1/models/{model}/predictions', { model: 'best' }],
  ['GET', '/v1/models/a/b', 'GET /v1/{rest+}', { rest: 'models/a/b' }],
  ['GET', '/v1/models/', 'GET /v1/{rest+}', { rest: 'models/' }],
  ['POST', '/v1/models', 'ANY /{proxy+}', { proxy: 'v1/models' }],
  ['GET', '/', '$default', {}],
])('%s %s matches %s', (method, path, routeKey, pathParameters) => {
  const match = findRoute(routes, method, path);
  expect(match?.route.routeKey).toBe(routeKey);
  expect(match?.pathParameters).toEqual(pathParameters);
});

test('no route', () => {
  expect(findRoute(routes.slice(2), 'DELETE', '/v1/models')).toBeUndefined();
  expect(findRoute(routes.slice(2), 'GET', '/')).toBeUndefined();
});

test.each(['GET', 'get /a', 'FETCH /a', 'GET a', 'GET /{a', 'GET /{a+}/b', 'GET /x{a}', '$other'])(
  'the route key %j is refused',
  (routeKey) => {
    expect(() => checkRouteKey(routeKey)).toThrow('The provided route key is not valid');
  },
);
