import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import { removeDirectory } from '../../cloud/processes/remove-directory.ts';
import type { EcrControl } from './control.ts';
import { readDockerfile, type ImageProgram } from './dockerfile.ts';
import { digestOf, layOut } from './image-content.ts';

export interface Image extends ImageProgram {
  /** The repository's name, for its ARN. */
  readonly repository: string;
  readonly digest: string;
  readonly directory: string;
}

/** How long ECR's tokens last. */
const TOKEN_HOURS = 12;

/** ECR's repositories. An image is a copy of its build context, and the program that its Dockerfile starts. */
export class Repositories implements EcrControl {
  readonly #context: CloudContext;
  readonly #repositories = new Set<string>();
  /** Password → when it expires, as epoch milliseconds. */
  readonly #tokens = new Map<string, number>();
  /** By `ref` (`URL:TAG@DIGEST`). The tag alone finds its newest image. */
  readonly #images = new Map<string, Image>();

  constructor(context: CloudContext) {
    this.#context = context;
  }

  createRepository(name: string): { arn: string; url: string } {
    this.#repositories.add(name);
    return { arn: this.#context.arns.repository(name), url: this.#registry() + name };
  }

  deleteRepository(name: string, { force }: { force: boolean }): void {
    const images = [...this.#images].filter(([, { repository }]) => repository === name);
    if (images.length > 0 && !force) {
      throw new AwsError(
        'RepositoryNotEmptyException',
        `The repository with name '${name}' in registry with id '${this.#context.accountId}' cannot be deleted because it still contains images`,
      );
    }
    for (const [ref] of images) this.deleteImage(ref);
    this.#repositories.delete(name);
  }

  issueToken(): { password: string; expiresAt: Date } {
    const password = randomBytes(30).toString('base64');
    const expiresAt = new Date(Date.now() + TOKEN_HOURS * 60 * 60 * 1000);
    this.#tokens.set(password, expiresAt.getTime());
    return { password, expiresAt };
  }

  checkToken(password: string): void {
    const expiresAt = this.#tokens.get(password);
    if (expiresAt === undefined) {
      throw new AwsError('DENIED', 'Your Authorization Token is invalid.', { status: 403 });
    }
    if (expiresAt > Date.now()) return;
    throw new AwsError(
      'DENIED',
      'Your authorization token has expired. Reauthenticate and try again.',
      { status: 403 },
    );
  }

  async putImage(image: {
    tag: string;
    context: string;
    dockerfile: string;
  }): Promise<{ digest: string; ref: string }> {
    const repository = this.#repositoryOf(image.tag);
    const context = resolve(image.context);
    const program = readDockerfile(await readFile(image.dockerfile, 'utf8'), image.dockerfile);
    const digest = await digestOf(context, image.dockerfile);
    const directory = join(this.#context.directory, 'images', digest.slice('sha256:'.length));
    if (!existsSync(directory)) await layOut(context, directory);
    const ref = `${image.tag}@${digest}`;
    this.#images.set(ref, { ...program, repository, digest, directory });
    return { digest, ref };
  }

  hasImage(ref: string): boolean {
    return this.#images.has(ref);
  }

  deleteImage(ref: string): void {
    const image = this.#images.get(ref);
    if (!image) return;
    this.#images.delete(ref);
    const shared = [...this.#images.values()].some(
      ({ directory }) => directory === image.directory,
    );
    if (!shared) removeDirectory(image.directory);
  }

  /** By `URL:TAG@DIGEST`, `URL@DIGEST` or `URL:TAG`. */
  findImage(uri: string): Image | undefined {
    const [name = '', digest] = uri.split('@');
    return [...this.#images].findLast(([ref, image]) =>
      digest ? ref.startsWith(name) && image.digest === digest : ref.startsWith(`${name}@`),
    )?.[1];
  }

  #registry(): string {
    return `${this.#context.accountId}.dkr.ecr.${this.#context.region}.amazonaws.com/`;
  }

  #repositoryOf(tag: string): string {
    const name = tag.startsWith(this.#registry())
      ? tag.slice(this.#registry().length).replace(/:[^/]*$/, '')
      : '';
    if (this.#repositories.has(name)) return name;
    throw new AwsError(
      'RepositoryNotFoundException',
      `The registry ${this.#registry()} has no repository for the image ${tag}.`,
    );
  }
}
