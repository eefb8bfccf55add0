import { expect, it } from 'vitest';
import { checkInputs, handlerOf } from '../../../src/resources/index.ts';
import { FUNCTION, useLife } from '../../support/life.ts';

const using = useLife();
const { life } = using;
const TYPE = 'aws:s3/bucketNotification:BucketNotification';

it('BucketNotification: its deletion leaves an empty one', async () => {
  const one = { lambdaFunctionArn: FUNCTION, events: ['s3:ObjectCreated:*'] };
  await life(TYPE, {
    bucket: 'b',
    lambdaFunctions: [{ ...one, id: 'up', filterPrefix: 'uploads/' }, one],
  });
  const told = { functionArn: FUNCTION, events: ['s3:ObjectCreated:*'], suffix: '' };
  expect(using.calls).toEqual([
    [
      's3notifications.putBucketNotification',
      'b',
      [
        { ...told, id: 'up', prefix: 'uploads/' },
        { ...told, id: 'pulumi-1', prefix: '' },
      ],
    ],
    ['s3notifications.putBucketNotification', 'b', []],
  ]);
});

it('BucketNotification: other targets and events are refused by name', () => {
  const queues = checkInputs(handlerOf(TYPE), { bucket: 'b', lambdaFunctions: [], queues: [] });
  expect(queues).toMatchObject([{ property: 'queues' }]);
  const restored = { lambdaFunctionArn: FUNCTION, events: ['s3:ObjectRestore:*'] };
  const events = checkInputs(handlerOf(TYPE), { bucket: 'b', lambdaFunctions: [restored] });
  expect(events).not.toEqual([]);
});
