import { expect, it } from 'vitest';
import { AnswerCost, answerCostOf, violations, type AlwaysOnModel } from '../src/index.ts';

const about = { name: 'paraphrase', version: '1.0.0' };

const serverless = (provisioned: object = {}): AlwaysOnModel => ({
  ...about,
  serving: {
    mode: 'serverless',
    serverless: { endpointName: 'e', memoryMegabytes: 3072, maxConcurrency: 5, ...provisioned },
  },
});

it('is the price of 3 GB in the price list, for a serverless endpoint of 3 GB', () => {
  const cost = answerCostOf(serverless());
  expect(violations(AnswerCost, cost)).toEqual([]);
  expect(cost.perSecondUsd).toBeCloseTo(0.00006, 12);
  expect(cost).toMatchObject({ perRequestUsd: 0, memoryMegabytes: 3072 });
});

it('says that provisioned instances are billed besides', () => {
  expect(answerCostOf(serverless()).note).not.toContain('all the time');
  const { note } = answerCostOf(serverless({ provisionedConcurrency: 2 }));
  expect(note).toContain('2 kept started are billed all the time');
});

it('has a price for each request of a function, besides that of its time', () => {
  const cost = answerCostOf({
    ...about,
    serving: { mode: 'function', function: { functionName: 'f', memoryMegabytes: 2048 } },
  });
  expect(violations(AnswerCost, cost)).toEqual([]);
  expect(cost.perSecondUsd).toBeCloseTo(2 * 0.0000166667, 12);
  expect(cost.perRequestUsd).toBeCloseTo(2e-7, 12);
});
