export interface FunctionSpec {
  name: string;
  role: string;
  handler: string;
  runtime: string;
  /** An unpacked directory with what the zip would hold. */
  codeDirectory: string;
  environment: Record<string, string>;
  /** The function's log group; by default `/aws/lambda/NAME`. */
  logGroup?: string;
  timeoutSeconds: number;
  memorySizeMb: number;
}

export interface LambdaControl {
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
  }): void;
  removePermission(functionName: string, statementId: string): void;
}
