import { expect, test } from 'vitest';
import { AccessLog } from '../../../src/services/apigateway/access-log.ts';

const destinationArn = 'arn:aws:logs:here:000000000000:log-group:/aws/vendedlogs/a:*';
const accessed = {
  requestTime: '2026-01-01T00:00:00.000Z',
  requestId: 'id',
  routeKey: 'GET /',
  status: 200,
  responseLatency: 3,
  responseLength: 10,
  integrationErrorMessage: '-',
};

test("a line is the format filled with the request's values", () => {
  const format = '{"route":"$context.routeKey","status":"$context.status"}';
  const log = new AccessLog({ destinationArn, format });
  expect(log.group).toBe('/aws/vendedlogs/a');
  expect(log.line(accessed)).toBe('{"route":"GET /","status":"200"}');
});

test('an unknown variable is refused by name', () => {
  const format = '$context.status $context.identity.sourceIp';
  expect(() => new AccessLog({ destinationArn, format })).toThrow(
    'does not know $context.identity.sourceIp',
  );
});
