export interface FunctionSpec {
  name: string;
  role: string;
  handler: string;
  runtime: string;
  /** An unpacked directory with what the zip would hold, or with the image's /var/task. */
  codeDirectory: string;
  /** The function gets links to the files instead of copies: nothing changes them. */
  codeIsLasting?: boolean;
  /** The container image that the code is from. */
  imageUri?: string;
  environment: Record<string, string>;
  /** The function's log group; by default `/aws/lambda/NAME`. */
  logGroup?: string;
  timeoutSeconds: number;
  memorySizeMb: number;
  /** Its share of the account's concurrency, and its limit. */
  reservedConcurrency?: number;
  /** Makes it a function in a VPC: it reaches only what its subnets and security groups let it. */
  placement?: Placement;
  fileSystem?: FileSystemMount;
}

/** Where in a VPC a function runs. */
export interface Placement {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

export interface FileSystemMount {
  readonly accessPointArn: string;
  readonly localMountPath: string;
}

/** Where code is that does not come with the function: an archive in S3, or an image in ECR. */
export type StoredCode =
  { readonly bucket: string; readonly key: string } | { readonly imageUri: string };

/** The part of a function that its code determines. */
export type FoundCode = Pick<FunctionSpec, 'codeDirectory' | 'codeIsLasting' | 'imageUri'> & {
  /** Of an image: what it starts, its runtime and its variables. */
  readonly image?: Pick<FunctionSpec, 'handler' | 'runtime' | 'environment'>;
};

export interface LambdaControl {
  /** @throws AwsError InvalidParameterValueException when the code is not there, or Lambda may not read it */
  findCode(code: StoredCode, functionName: string): Promise<FoundCode>;
  /** Checks what Lambda checks before it creates or changes a function. @throws AwsError InvalidParameterValueException */
  checkFunction(spec: FunctionSpec): Promise<void>;
  putFunction(spec: FunctionSpec): { arn: string; invokeArn: string };
  deleteFunction(name: string): Promise<void>;
  /** Variables to act as the function on this machine: its own, its role's credentials and the endpoint URL. */
  environmentOf(name: string): Record<string, string>;
  /** The function's unpacked code: what its zip would hold. */
  codeDirectoryOf(name: string): string;
  /**
   * Invokes the function as the account's owner, as a deployment does, and waits for the result.
   * @returns the function's answer, or its failure; both as JSON
   */
  invokeAsOwner(
    name: string,
    payload: string,
  ): Promise<{ readonly payload: string; readonly functionError?: string }>;
  addPermission(permission: {
    functionName: string;
    statementId: string;
    action: string;
    principal: string;
    sourceArn?: string;
    sourceAccount?: string;
  }): void;
  removePermission(functionName: string, statementId: string): void;
}
