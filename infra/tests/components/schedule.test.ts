import { expect, test } from 'vitest';
import { recordProgram } from '../support/record-program.ts';

const name = 'pilotlight-dev-schedule';

test('every update of the rule enables it: ignoreChanges could write an outdated DISABLED', async () => {
  const program = await recordProgram();
  expect(program.inputsOf('aws:cloudwatch/eventRule:EventRule', name)).toEqual({
    scheduleExpression: 'rate(20 minutes)',
    state: 'ENABLED',
  });
  expect(program.optionsOf('aws:cloudwatch/eventRule:EventRule', name).ignoreChanges).toEqual([]);
});

test('one minute is written in the singular', async () => {
  const program = await recordProgram({ config: { 'pilotlight:checkMinutes': '1' } });
  expect(program.inputsOf('aws:cloudwatch/eventRule:EventRule', name)).toMatchObject({
    scheduleExpression: 'rate(1 minute)',
  });
});

test.each(['reaper', 'jobs'])('the rule runs %s, and only this rule may', async (target) => {
  const program = await recordProgram();
  expect(program.inputsOf('aws:cloudwatch/eventTarget:EventTarget', `${name}-${target}`)).toEqual({
    rule: `${name}-0`,
    arn: `arn:Function/pilotlight-dev-${target}-0`,
  });
  expect(program.inputsOf('aws:lambda/permission:Permission', `${name}-${target}`)).toEqual({
    action: 'lambda:InvokeFunction',
    function: `pilotlight-dev-${target}-0`,
    principal: 'events.amazonaws.com',
    sourceArn: `arn:EventRule/${name}-0`,
  });
});
