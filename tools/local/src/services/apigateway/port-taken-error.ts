/** The port that the configuration sets for the API is taken. */
export class PortTakenError extends Error {
  readonly code = 'EADDRINUSE';
  readonly port: number;

  constructor(port: number) {
    super(
      `Port ${port} of 127.0.0.1 is taken (EADDRINUSE): stop the process that listens there, or set another local:port.`,
    );
    this.name = 'PortTakenError';
    this.port = port;
  }
}
