export interface EcrControl {
  createRepository(name: string): { arn: string; url: string };
  /** @throws AwsError RepositoryNotEmptyException when it has images; `force` deletes them too */
  deleteRepository(name: string, options: { force: boolean }): void;
  /** @throws AwsError RepositoryNotFoundException, InvalidParameterException */
  putRepositoryPolicy(name: string, policy: string): void;
  deleteRepositoryPolicy(name: string): void;
  /** A password for `docker login` as `AWS`. */
  issueToken(): { password: string; expiresAt: Date };
  /** @throws AwsError in the registry's words when the password is not a token of this registry, or has expired */
  checkToken(password: string): void;
  /**
   * `context`, `dockerfile` and the `named` contexts are paths on this machine.
   * @returns the content's digest, and the reference with it
   */
  putImage(image: {
    tag: string;
    context: string;
    named?: Readonly<Record<string, string>>;
    dockerfile: string;
  }): Promise<{ digest: string; ref: string }>;
  hasImage(ref: string): boolean;
  deleteImage(ref: string): void;
}
