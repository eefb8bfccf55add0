/** A failed deployment. Its message is for the operator: Lambda returns it and `pulumi up` prints it. */
export class DeploymentError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DeploymentError';
    // Lambda would return the stack trace too, and Pulumi would print it several times.
    this.stack = '';
  }
}
