/** The API cannot listen where the configuration says. */
export class PortTakenError extends Error {
  readonly code = 'EADDRINUSE';
  readonly port: number;

  constructor(port: number) {
    super(
      `Port ${port} of 127.0.0.1 is taken (EADDRINUSE): stop what listens there, or set another as local:port.`,
    );
    this.name = 'PortTakenError';
    this.port = port;
  }
}
