import { RetireHostRequest, violations } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { recordDeclared } from '../support/record-declared.ts';

const INVOCATION = 'aws:lambda/invocation:Invocation';
const ENDPOINT = 'aws:sagemaker/endpoint:Endpoint';
const FUNCTION = 'aws:lambda/function:Function';

const declared = [
  ['a', 'pilotlight-dev-a--serverless'],
  ['b', 'pilotlight-dev-b--async'],
  ['c', 'pilotlight-dev-c--async'],
] as const;

test.each(declared)(
  'model %s: its retirement has a constant request, which is enough once it is gone from the stack',
  async (model, endpointName) => {
    const program = await recordDeclared();
    const inputs = program.inputsOf(INVOCATION, `${endpointName}-retire`);
    expect(inputs).toMatchObject({
      functionName: 'pilotlight-dev-jobs-0',
      lifecycleScope: 'CRUD',
    });
    const request = JSON.parse(String(inputs['input'])) as object;
    expect(request).toEqual({ deployment: 'retire-host', model, endpointName });
    // As the provider sends it.
    const tf = { action: 'delete', prev_input: request };
    expect(violations(RetireHostRequest, { ...request, tf })).toEqual([]);
  },
);

// Pulumi deletes in the reverse order of the dependencies, on `up` at its end.
test.each(declared)(
  'model %s: its jobs end after the API is gone, and before the endpoint and what it runs on go',
  async (_model, name) => {
    const program = await recordDeclared();
    expect(program.optionsOf(INVOCATION, `${name}-retire`).dependencies).toEqual(
      expect.arrayContaining([
        `${ENDPOINT} ${name}`,
        `aws:sagemaker/endpointConfiguration:EndpointConfiguration ${name}`,
        `aws:sagemaker/model:Model ${name}`,
        `aws:iam/role:Role ${name}`,
        `aws:iam/rolePolicy:RolePolicy ${name}`,
        `aws:s3/bucketObjectv2:BucketObjectv2 ${name}`,
        `${FUNCTION} pilotlight-dev-jobs`,
      ]),
    );
    expect(program.optionsOf('aws:apigatewayv2/api:Api', 'pilotlight-dev').dependencies).toContain(
      `${INVOCATION} ${name}-retire`,
    );
  },
);

test('the scaling ends before the jobs do, so that nothing changes an endpoint that is to be deleted', async () => {
  const program = await recordDeclared();
  const target = 'aws:appautoscaling/target:Target pilotlight-dev-b--async';
  expect(
    program.optionsOf('aws:appautoscaling/target:Target', 'pilotlight-dev-b--async').dependencies,
  ).toEqual([`${INVOCATION} pilotlight-dev-b--async-retire`]);
  for (const policy of ['backlog', 'first']) {
    const name = `pilotlight-dev-b--async-${policy}`;
    expect(program.optionsOf('aws:appautoscaling/policy:Policy', name).dependencies).toEqual([
      target,
    ]);
  }
});

test.each(['api', 'jobs', 'reaper'])(
  'the %s function learns of each endpoint when it is in service',
  async (part) => {
    const program = await recordDeclared();
    expect(program.optionsOf(FUNCTION, `pilotlight-dev-${part}`).dependencies).toEqual(
      expect.arrayContaining(declared.map(([, name]) => `${ENDPOINT} ${name}`)),
    );
  },
);
