import { expect, it } from 'vitest';
import { checkInputs, handlerOf } from '../../../src/resources/index.ts';
import { FUNCTION, useLife } from '../../support/life.ts';

const using = useLife();
const { life } = using;

it('EventRule and EventTarget', async () => {
  await life('aws:cloudwatch/eventRule:EventRule', { name: 'r', eventPattern: '{}' });
  const { outputs } = await life('aws:cloudwatch/eventTarget:EventTarget', {
    rule: 'r',
    arn: FUNCTION,
  });
  const { targetId } = outputs;
  expect(using.calls).toEqual([
    ['events.putRule', { name: 'r', eventPattern: '{}', state: 'ENABLED' }],
    ['events.deleteRule', 'r'],
    ['events.putTarget', { rule: 'r', targetId, arn: FUNCTION }],
    ['events.removeTarget', 'r', targetId],
  ]);
  const both = { name: 'r', eventPattern: '{}', scheduleExpression: 'rate(1 minute)' };
  const rule = handlerOf('aws:cloudwatch/eventRule:EventRule');
  expect(checkInputs(rule, both)).toMatchObject([{ property: 'scheduleExpression' }]);
});
