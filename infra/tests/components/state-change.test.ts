import { expect, test } from 'vitest';
import { recordProgram } from '../support/record-program.ts';

const name = 'pilotlight-dev-state-change';

test("the rule matches the stack's own endpoints, in both spellings of a status", async () => {
  const program = await recordProgram();
  const inputs = program.inputsOf('aws:cloudwatch/eventRule:EventRule', name);
  expect(Object.keys(inputs)).toEqual(['eventPattern']);
  expect(JSON.parse(String(inputs['eventPattern']))).toEqual({
    source: ['aws.sagemaker'],
    'detail-type': ['SageMaker Endpoint State Change'],
    detail: {
      EndpointName: [{ prefix: 'pilotlight-dev-' }],
      EndpointStatus: ['IN_SERVICE', 'InService', 'FAILED', 'Failed'],
    },
  });
});

test('the rule runs jobs, and only this rule may', async () => {
  const program = await recordProgram();
  expect(program.inputsOf('aws:cloudwatch/eventTarget:EventTarget', name)).toEqual({
    rule: `${name}-0`,
    arn: 'arn:Function/pilotlight-dev-jobs-0',
  });
  expect(program.inputsOf('aws:lambda/permission:Permission', name)).toEqual({
    action: 'lambda:InvokeFunction',
    function: 'pilotlight-dev-jobs-0',
    principal: 'events.amazonaws.com',
    sourceArn: `arn:EventRule/${name}-0`,
  });
});
