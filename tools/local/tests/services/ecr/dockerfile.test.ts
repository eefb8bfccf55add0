import { expect, test } from 'vitest';
import { readDockerfile } from '../../../src/services/ecr/dockerfile.ts';

test("the last stage's entry point and environment", () => {
  const text = `
# syntax=docker/dockerfile:1
FROM node:24 AS build
ENV LOST=1
ENTRYPOINT ["lost"]
FROM node:24-slim
# ENTRYPOINT ["comment"]
ENV NODE_ENV=production \\
    GREETING="hello you"
entrypoint ["node", \\
  "main.mjs"]
CMD ["other"]
`;
  expect(readDockerfile(text, 'Dockerfile')).toEqual({
    entrypoint: ['node', 'main.mjs'],
    environment: { NODE_ENV: 'production', GREETING: 'hello you' },
  });
});

test.each(['FROM node', 'FROM node\nENTRYPOINT node main.mjs', 'FROM node\nENTRYPOINT []'])(
  '%j has no entry point in exec form',
  (text) => {
    expect(() => readDockerfile(text, 'apps/x/Dockerfile')).toThrow(
      'apps/x/Dockerfile needs an ENTRYPOINT in exec form',
    );
  },
);
