import { beforeEach, expect, test, vi } from 'vitest';
import { awsCloud } from '../src/aws/cloud.ts';
import { deleteOrphans } from '../src/delete-orphans.ts';
import { findEndpoints } from '../src/find-endpoints.ts';
import { environmentOf, useStubAws } from './stub-aws.ts';

const aws = useStubAws();
const PACE = { lookSeconds: 0.01, patienceSeconds: 20 };
let name: string;

beforeEach(() => {
  for (const [key, value] of Object.entries(environmentOf(aws))) vi.stubEnv(key, value);
  name = aws.putStack('gone');
  aws.destroyStack('gone');
});

/** Finds the orphans, calls `between`, and deletes them. */
async function findAndDelete(between: () => void = () => undefined, pace = PACE) {
  const cloud = awsCloud('eu-west-1');
  const found = await findEndpoints(cloud);
  expect(found.map(({ verdict }) => verdict.kind)).toEqual(['orphan']);
  between();
  const said: string[] = [];
  const outcomes = await deleteOrphans(cloud, found, (line) => said.push(line), pace);
  return { outcomes: outcomes.map(({ outcome }) => outcome), said };
}

const deletions = () => aws.calls.filter((call) => call.startsWith('DeleteEndpoint'));

test('waits until SageMaker no longer finds it', async () => {
  const endpoint = aws.endpoints.get(name);
  if (endpoint) endpoint.lingers = 3;
  const { outcomes } = await findAndDelete();
  expect(outcomes).toEqual(['gone']);
  expect(aws.endpoints.size).toBe(0);
});

test('does not wait for another endpoint that is created with its name meanwhile', async () => {
  const endpoint = aws.endpoints.get(name);
  if (endpoint) endpoint.lingers = Infinity;
  const { outcomes } = await findAndDelete(() => {
    aws.before = (operation) => {
      if (operation === 'DescribeEndpoint' && deletions().length > 0) {
        aws.endpoints.set(name, { status: 'InService', tags: {}, createdAt: 1 });
      }
      return undefined;
    };
  });
  expect(outcomes).toEqual(['gone']);
  expect(deletions()).toHaveLength(1);
});

test('gives up waiting, and says what it saw last', async () => {
  const endpoint = aws.endpoints.get(name);
  if (endpoint) endpoint.lingers = Infinity;
  const { outcomes, said } = await findAndDelete(undefined, { ...PACE, patienceSeconds: 0.05 });
  expect(outcomes).toEqual(['busy']);
  expect(said).toEqual([`${name} is being deleted`, `${name} is still Deleting`]);
});

test('spares an endpoint whose stack has been recreated since', async () => {
  const { outcomes, said } = await findAndDelete(() => aws.putStack('gone'));
  expect(outcomes).toEqual(['spared']);
  expect(said).toEqual([
    `${name} was not deleted: it belongs to the stack of table pilotlight-gone-0`,
  ]);
  expect(deletions()).toEqual([]);
});

test('spares an endpoint that a new stack with another table names', async () => {
  const { outcomes } = await findAndDelete(() => {
    const tags = { ...aws.endpoints.get(name)?.tags };
    aws.putStack('gone', 'm', 'pilotlight-gone-1');
    aws.endpoints.set(name, { status: 'InService', tags });
  });
  expect(outcomes).toEqual(['spared']);
  expect(deletions()).toEqual([]);
});

test('spares an endpoint when its table can no longer be read', async () => {
  const { outcomes } = await findAndDelete(() => {
    aws.before = (operation) =>
      operation === 'Query' ? { name: 'AccessDeniedException', message: 'no' } : undefined;
  });
  expect(outcomes).toEqual(['spared']);
  expect(deletions()).toEqual([]);
});

test("spares an endpoint when its stack's jobs function no longer answers", async () => {
  const { outcomes, said } = await findAndDelete(() =>
    aws.functions.set('pilotlight-gone-jobs-0', new Error('out of memory')),
  );
  expect(outcomes).toEqual(['spared']);
  expect(said[0]).toMatch(/pilotlight-gone-jobs-0 could not be asked .*out of memory/);
  expect(deletions()).toEqual([]);
});

test('spares another endpoint with the same name', async () => {
  const { outcomes, said } = await findAndDelete(() =>
    aws.endpoints.set(name, { status: 'InService', tags: { team: 'x' } }),
  );
  expect(outcomes).toEqual(['spared']);
  expect(said[0]).toMatch(/was not deleted: it has no tags/);
});

test('reports an endpoint that no longer exists as gone', async () => {
  const { outcomes } = await findAndDelete(() => aws.endpoints.clear());
  expect(outcomes).toEqual(['gone']);
  expect(deletions()).toEqual([]);
});

test("reports SageMaker's refusal in its own words", async () => {
  const { outcomes, said } = await findAndDelete(() => {
    aws.before = (operation) =>
      operation === 'DeleteEndpoint'
        ? { name: 'AccessDeniedException', message: 'not allowed' }
        : undefined;
  });
  expect(outcomes).toEqual(['failed']);
  expect(said).toEqual([`${name} was not deleted: AccessDeniedException: not allowed`]);
});

test('leaves an endpoint that SageMaker began to change for the next run', async () => {
  const { outcomes } = await findAndDelete(() => {
    aws.before = (operation) => {
      const endpoint = aws.endpoints.get(name);
      if (operation === 'DeleteEndpoint' && endpoint) endpoint.status = 'Updating';
      return undefined;
    };
  });
  expect(outcomes).toEqual(['busy']);
});
