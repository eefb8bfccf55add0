import { expect, test } from 'vitest';
import { readDockerfile } from '../../../src/services/ecr/dockerfile.ts';

const lambda = (stage: string, from = 'public.ecr.aws/lambda/nodejs:24') =>
  readDockerfile(`FROM ${from}\n${stage}`, 'apps/x/Dockerfile').lambda;

test("an image from Lambda's own runs the handler that CMD names, in /var/task", () => {
  const stage = `
COPY --chmod=755 program ./file.mjs \${LAMBDA_TASK_ROOT}/
COPY --from=model . $LAMBDA_TASK_ROOT/model
COPY . /var/task
CMD ["index.handler"]`;
  expect(lambda(stage, '--platform=linux/amd64 public.ecr.aws/lambda/nodejs:24-x86_64')).toEqual({
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    copies: [
      { from: undefined, sources: ['./file.mjs', 'program'], target: '/' },
      { from: 'model', sources: ['.'], target: '/model' },
      { from: undefined, sources: ['.'], target: '/' },
    ],
  });
});

test.each([
  ['RUN npm ci\nCMD ["index.handler"]', 'does not follow RUN'],
  ['COPY . /opt/\nCMD ["index.handler"]', 'not: COPY . /opt/'],
  ['COPY *.mjs ${LAMBDA_TASK_ROOT}\nCMD ["index.handler"]', 'not: COPY *.mjs'],
  ['COPY --chown=1 . ${LAMBDA_TASK_ROOT}\nCMD ["index.handler"]', 'not: COPY --chown=1'],
  ['COPY . ${LAMBDA_TASK_ROOT}', 'needs a CMD in exec form'],
  ['CMD ["node", "main.mjs"]', 'CMD must name one handler'],
])('%j is refused', (stage, told) => {
  expect(() => lambda(stage)).toThrow(told);
});

test('a base that only looks like it is another image', () => {
  const program = readDockerfile(
    'FROM public.ecr.aws/lambda/nodejs-like:24\nENTRYPOINT ["node"]',
    'Dockerfile',
  );
  expect(program.lambda).toBeUndefined();
});
