import { MoveRequest, violations } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import type { executionPolicy } from '../../src/policies/execution.ts';
import { allowed } from '../support/function-arns.ts';
import { ACCOUNT, deploymentOf, recordProgram, REGION } from '../support/record-program.ts';

const ALARM = 'aws:cloudwatch/metricAlarm:MetricAlarm';
const name = 'pilotlight-dev-entailment';
const two = () => recordProgram({ config: { 'pilotlight:instanceCount': '2' } });

test('a single instance is updated all at once, without an alarm to pay for', async () => {
  const program = await recordProgram();
  expect(program.namesOf(ALARM)).toEqual([]);
});

test('an endpoint of two instances has an alarm on errors of its containers, not of their callers', async () => {
  const program = await two();
  expect(program.inputsOf(ALARM, name)).toMatchObject({
    name: `${name}-0`,
    namespace: 'AWS/SageMaker',
    metricName: 'Invocation5XXErrors',
    dimensions: {
      EndpointName: name,
      VariantName: 'AllTraffic',
      // The new instances only: errors of the old ones must not block their replacement.
      EndpointConfigName: `${name}-0`,
    },
    statistic: 'Average',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0.05,
    period: 60,
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
  });
  expect(
    program.inputsOf('aws:sagemaker/endpointConfiguration:EndpointConfiguration', name),
  ).toMatchObject({ productionVariants: [{ initialInstanceCount: 2 }] });
});

test('a move starts with one of two instances and names the alarm, which SageMaker may read', async () => {
  const program = await two();
  const { input } = program.inputsOf('aws:lambda/invocation:Invocation', `${name}-move`);
  const request: unknown = JSON.parse(String(input));
  expect(request).toMatchObject({
    rollout: { canaryInstances: 1, bakeSeconds: 120, alarmName: `${name}-0` },
  });
  expect(violations(MoveRequest, request)).toEqual([]);
  const { policy } = program.inputsOf('aws:iam/rolePolicy:RolePolicy', name);
  const document = JSON.parse(String(policy)) as ReturnType<typeof executionPolicy>;
  expect(allowed(document)).toContain(
    `cloudwatch:DescribeAlarms arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}-*`,
  );
});

test('the functions get the number of instances, to count what they cost', async () => {
  const program = await two();
  expect(deploymentOf(program).models).toMatchObject([
    { serving: { endpoint: { instanceCount: 2 } } },
  ]);
});
