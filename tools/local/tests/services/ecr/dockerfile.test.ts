import { expect, test } from 'vitest';
import { readDockerfile } from '../../../src/services/ecr/dockerfile.ts';

test("the last stage's entry point, environment and labels", () => {
  const text = `
# syntax=docker/dockerfile:1
FROM node:24 AS build
ENV LOST=1
LABEL lost=true
ENTRYPOINT ["lost"]
FROM node:24-slim
# ENTRYPOINT ["comment"]
ENV NODE_ENV=production \\
    GREETING="hello you"
entrypoint ["node", \\
  "main.mjs"]
LABEL com.example.two-words=true \
    com.example.other="a b"
CMD ["other"]
`;
  expect(readDockerfile(text, 'Dockerfile')).toEqual({
    entrypoint: ['node', 'main.mjs'],
    environment: { NODE_ENV: 'production', GREETING: 'hello you' },
    labels: { 'com.example.two-words': 'true', 'com.example.other': 'a b' },
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
