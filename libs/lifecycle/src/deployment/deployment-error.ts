/** A deployment that did not come about. Its message is for whoever ran `pulumi up`, who sees it as Lambda tells it. */
export class DeploymentError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DeploymentError';
    // Lambda sends the stack along, and Pulumi prints it all, several times.
    this.stack = '';
  }
}
