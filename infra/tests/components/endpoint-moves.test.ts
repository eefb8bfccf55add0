import { MoveRequest, RetireRequest, violations } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { recordProgram } from '../support/record-program.ts';

const INVOCATION = 'aws:lambda/invocation:Invocation';
const name = 'pilotlight-dev-entailment';

const inputOf = (program: Awaited<ReturnType<typeof recordProgram>>, suffix: string) =>
  JSON.parse(String(program.inputsOf(INVOCATION, `${name}-${suffix}`)['input'])) as object;

test('a move is created for each new configuration, with a valid request for the jobs function', async () => {
  const program = await recordProgram();
  expect(program.inputsOf(INVOCATION, `${name}-move`)).toMatchObject({
    functionName: 'pilotlight-dev-jobs-0',
    lifecycleScope: 'CREATE_ONLY',
  });
  const request = inputOf(program, 'move');
  expect(request).toEqual({
    deployment: 'move',
    endpoint: 'entailment',
    endpointName: name,
    endpointConfigName: `${name}-0`,
  });
  expect(violations(MoveRequest, request)).toEqual([]);
});

test('a retirement has a constant request, which is enough once the endpoint is gone from the stack', async () => {
  const program = await recordProgram();
  expect(program.inputsOf(INVOCATION, `${name}-retire`)).toMatchObject({
    functionName: 'pilotlight-dev-jobs-0',
    lifecycleScope: 'CRUD',
  });
  const request = inputOf(program, 'retire');
  expect(request).toEqual({ deployment: 'retire', endpoint: 'entailment', endpointName: name });
  // As the provider sends it.
  const tf = { action: 'delete', prev_input: request };
  expect(violations(RetireRequest, { ...request, tf })).toEqual([]);
});

test('when its function is replaced, the old retirement is deleted first, not at the end', async () => {
  const program = await recordProgram();
  expect(program.optionsOf(INVOCATION, `${name}-retire`).deleteBeforeReplace).toBe(true);
  expect(program.optionsOf(INVOCATION, `${name}-move`).dependencies).toContain(
    `${INVOCATION} ${name}-retire`,
  );
});

test('the endpoint is deleted before everything that it runs on, and before what deletes it', async () => {
  const program = await recordProgram();
  const { dependencies } = program.optionsOf(INVOCATION, `${name}-retire`);
  expect(dependencies).toEqual(
    expect.arrayContaining([
      `aws:sagemaker/endpointConfiguration:EndpointConfiguration ${name}`,
      `aws:sagemaker/model:Model ${name}`,
      `aws:iam/role:Role ${name}`,
      `aws:iam/rolePolicy:RolePolicy ${name}`,
      `aws:s3/bucketObjectv2:BucketObjectv2 ${name}`,
      `aws:cloudwatch/logGroup:LogGroup ${name}`,
      'aws:lambda/function:Function pilotlight-dev-jobs',
    ]),
  );
  expect(
    program.optionsOf('aws:lambda/function:Function', 'pilotlight-dev-jobs').dependencies,
  ).toEqual(
    expect.arrayContaining([
      'aws:dynamodb/table:Table pilotlight-dev',
      'aws:cloudwatch/eventRule:EventRule pilotlight-dev-schedule',
      'aws:iam/rolePolicy:RolePolicy pilotlight-dev-jobs',
    ]),
  );
});

test('the API is deleted before the endpoint, and a failed retirement is followed by a move', async () => {
  const program = await recordProgram();
  expect(program.optionsOf(INVOCATION, `${name}-move`).dependencies).toContain(
    `${INVOCATION} ${name}-retire`,
  );
  expect(program.optionsOf('aws:apigatewayv2/api:Api', 'pilotlight-dev').dependencies).toEqual(
    expect.arrayContaining([`${INVOCATION} ${name}-move`, `${INVOCATION} ${name}-retire`]),
  );
});
