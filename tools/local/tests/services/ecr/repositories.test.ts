import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createArns } from '../../../src/cloud/arns.ts';
import { digestOf, layOut } from '../../../src/services/ecr/image-content.ts';
import { ACCOUNT, REGION, useCloud } from '../../support/test-cloud.ts';

const local = useCloud();

function context(name: string, files: Record<string, string>): string {
  const directory = join(local.directory, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(directory, file, '..'), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  return directory;
}

test('the digest depends only on the paths and the content', async () => {
  const dockerfile = join(context('file', { Dockerfile: 'FROM x' }), 'Dockerfile');
  const digest = (directory: string) => digestOf(dockerfile, [directory]);
  const one = await digest(context('one', { 'a.mjs': '1', 'b/c.mjs': '2' }));
  expect(one).toMatch(/^sha256:[\da-f]{64}$/);
  expect(await digest(context('same', { 'a.mjs': '1', 'b/c.mjs': '2' }))).toBe(one);
  expect(await digest(context('changed', { 'a.mjs': '1', 'b/c.mjs': '3' }))).not.toBe(one);
  expect(await digest(context('renamed', { 'a.mjs': '1', 'b/d.mjs': '2' }))).not.toBe(one);
});

test('an image finds the dependencies that its package.json names, and no others', async () => {
  const project = context('project', {
    'node_modules/named/package.json': '{"name":"named","main":"index.js"}',
    'node_modules/named/index.js': 'module.exports = 1;',
    'node_modules/other/package.json': '{"name":"other","main":"index.js"}',
    'node_modules/other/index.js': 'module.exports = 2;',
    'dist/package.json': '{"dependencies":{"named":"1.0.0"}}',
    'dist/named.mjs': 'export { default } from "named";',
    'dist/other.mjs': 'export { default } from "other";',
  });
  const image = join(local.directory, 'image');
  await layOut(join(project, 'dist'), image);
  const load = (file: string) => import(pathToFileURL(join(image, file)).href) as Promise<object>;
  await expect(load('named.mjs')).resolves.toMatchObject({ default: 1 });
  await expect(load('other.mjs')).rejects.toThrow();
});

test('a token lasts twelve hours', () => {
  const { ecr } = local.cloud;
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { password, expiresAt } = ecr.issueToken();
  expect(expiresAt.getTime() - Date.now()).toBe(12 * 60 * 60 * 1000);
  vi.setSystemTime(expiresAt.getTime() - 1);
  ecr.checkToken(password);
  vi.setSystemTime(expiresAt);
  expect(() => ecr.checkToken(password)).toThrow('Your authorization token has expired.');
  expect(() => ecr.checkToken('another')).toThrow('invalid');
});

test('an image needs its repository, and its files are removed when it is deleted', async () => {
  const { ecr } = local.cloud;
  const { url, arn } = ecr.createRepository('own');
  expect(arn).toBe(createArns(REGION, ACCOUNT).repository('own'));
  expect(url).toBe(`${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/own`);
  const directory = context('app', { 'main.mjs': '', Dockerfile: 'FROM x\nENTRYPOINT ["node"]' });
  const image = { context: directory, dockerfile: join(directory, 'Dockerfile') };
  await expect(ecr.putImage({ ...image, tag: 'docker.io/own:latest' })).rejects.toMatchObject({
    name: 'RepositoryNotFoundException',
  });
  const { digest, ref } = await ecr.putImage({ ...image, tag: `${url}:latest` });
  expect(ref).toBe(`${url}:latest@${digest}`);
  const copy = join(local.directory, 'cloud', 'images', digest.slice(7));
  expect(existsSync(copy)).toBe(true);
  ecr.deleteImage(ref);
  expect(existsSync(copy)).toBe(false);
});

test('a repository with an image is deleted only with force, and the image with it', async () => {
  const { ecr } = local.cloud;
  const directory = context('kept', { Dockerfile: 'FROM x\nENTRYPOINT ["node"]' });
  const { url } = ecr.createRepository('kept');
  const { ref } = await ecr.putImage({
    tag: `${url}:latest`,
    context: directory,
    dockerfile: join(directory, 'Dockerfile'),
  });
  expect(() => ecr.deleteRepository('kept', { force: false })).toThrow('still contains images');
  expect(ecr.hasImage(ref)).toBe(true);
  ecr.deleteRepository('kept', { force: true });
  expect(ecr.hasImage(ref)).toBe(false);
});
