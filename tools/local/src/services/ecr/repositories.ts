import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import { simulate } from '../../cloud/iam/simulate.ts';
import { removeDirectory } from '../../cloud/processes/remove-directory.ts';
import type { EcrControl } from './control.ts';
import { readDockerfile, type ImageProgram } from './dockerfile.ts';
import { digestOf, layOut } from './image-content.ts';
import { layOutTask } from './lay-out-task.ts';

export interface Image extends ImageProgram {
  /** The repository's name, for its ARN. */
  readonly repository: string;
  readonly digest: string;
  /** The program's working directory; /var/task of an image of Lambda's. */
  readonly directory: string;
}

/** The policy of a repository that no service may read. */
const NOTHING = { Version: '2012-10-17', Statement: [] };

/** How long ECR's tokens last. */
const TOKEN_HOURS = 12;

/** ECR's repositories. An image is a copy of its build context, and the program that its Dockerfile starts. */
export class Repositories implements EcrControl {
  readonly #context: CloudContext;
  /** Name → its policy, if it has one. */
  readonly #repositories = new Map<string, unknown>();
  /** Password → when it expires, as epoch milliseconds. */
  readonly #tokens = new Map<string, number>();
  /** By `ref` (`URL:TAG@DIGEST`). The tag alone finds its newest image. */
  readonly #images = new Map<string, Image>();

  constructor(context: CloudContext) {
    this.#context = context;
  }

  createRepository(name: string): { arn: string; url: string } {
    if (!this.#repositories.has(name)) this.#repositories.set(name, undefined);
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

  putRepositoryPolicy(name: string, policy: string): void {
    if (!this.#repositories.has(name)) throw this.#notFound(name);
    try {
      this.#repositories.set(name, JSON.parse(policy));
    } catch {
      const text = `Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'`;
      throw new AwsError('InvalidParameterException', text);
    }
  }

  deleteRepositoryPolicy(name: string): void {
    if (this.#repositories.has(name)) this.#repositories.set(name, undefined);
  }

  /** Whether the repository's policy lets a service pull its images for one of the service's resources. */
  async isReadableBy(service: string, name: string, sourceArn: string): Promise<boolean> {
    const { arns, accountId } = this.#context;
    for (const action of ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']) {
      const verdict = await simulate({
        principal: service,
        action,
        resource: arns.repository(name),
        accountId,
        resourcePolicy: this.#repositories.get(name) ?? NOTHING,
        context: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': accountId },
      });
      if (!verdict.allowed) return false;
    }
    return true;
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

  async putImage(
    image: Parameters<EcrControl['putImage']>[0],
  ): Promise<{ digest: string; ref: string }> {
    const repository = this.#repositoryOf(image.tag);
    const context = resolve(image.context);
    const program = readDockerfile(await readFile(image.dockerfile, 'utf8'), image.dockerfile);
    const named = Object.entries(image.named ?? {}).map(
      ([name, folder]) => [name, resolve(folder)] as const,
    );
    const folders = [context, ...named.map(([, folder]) => folder)];
    const digest = await digestOf(image.dockerfile, folders);
    const directory = join(this.#context.directory, 'images', digest.slice('sha256:'.length));
    if (!existsSync(directory)) {
      const contexts = new Map([['', context], ...named]);
      if (program.lambda) await layOutTask(program.lambda.copies, contexts, directory);
      else await layOut(context, directory);
    }
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

  #notFound(name: string): AwsError {
    return new AwsError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${this.#context.accountId}'`,
    );
  }
}
