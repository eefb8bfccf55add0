import { describe, expect, test } from 'vitest';
import { EXECUTION_PERMISSIONS, putEndpointConfig, SERVER } from '../../support/endpoint.ts';
import { useOperator } from '../../support/operator.ts';
import { useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
const { create, remove, look, invoke, reaches, isGone } = useOperator(local);

describe('an endpoint that cannot be created is Failed with the reason, and can be deleted', () => {
  const ping =
    'The primary container for production variant primary did not pass the ping health check. Please check CloudWatch logs for this endpoint.';
  const { token, pull, data, logs } = EXECUTION_PERMISSIONS;
  const without = (...permissions: (typeof token)[]) => ({
    permissions: permissions.filter((permission) => permission !== undefined),
  });

  test.each([
    ['crash', { image: 'process.exit(1)' }, ping],
    ['mute', { image: SERVER.replace("'/ping'", "'/pong'"), startupSeconds: 0.3 }, ping],
    ['no-trust', { trusts: 'ec2.amazonaws.com' }, /^Could not assume role /],
    ['no-token', without(pull, data, logs), /does not have GetAuthorizationToken permission/],
    ['no-pull', without(token, data, logs), /does not have BatchCheckLayerAvailability permission/],
    ['no-data', without(token, pull, logs), /^Could not access model data at s3:\/\/models\//],
    ['no-archive', { archive: 'not a tar' }, /^Failed to extract model data archive /],
  ])('%s', async (name, parts, reason) => {
    await create(name, await putEndpointConfig(local, parts));
    await reaches(name, 'Failed');
    const { FailureReason } = await look(name);
    expect(FailureReason).toMatch(reason);
    await expect(invoke(name, 'x')).rejects.toMatchObject({ name: 'ValidationError' });
    await remove(name);
    await isGone(name);
  });
});

test('there is a warning for a role that may not write to the log group', async () => {
  const { token, pull, data } = EXECUTION_PERMISSIONS;
  const permissions = [token, pull, data].filter((permission) => permission !== undefined);
  await create('unheard', await putEndpointConfig(local, { permissions }));
  await reaches('unheard', 'InService');
  expect(local.lines).toContainEqual(
    expect.stringMatching(
      /^sagemaker\/unheard WARNING .* lacks logs:CreateLogGroup on \/aws\/sagemaker\/Endpoints\/unheard$/,
    ),
  );
});
