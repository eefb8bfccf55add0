import { describe, expect, it } from 'vitest';
import { AnswerReader } from '../../src/load/answer-reader.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello';

describe('AnswerReader', () => {
  it('assembles an answer from chunks that are split anywhere', () => {
    for (let cut = 1; cut < ANSWER.length; cut++) {
      const reader = new AnswerReader();
      expect(reader.push(Buffer.from(ANSWER.slice(0, cut)))).toBeUndefined();
      const answer = reader.push(Buffer.from(ANSWER.slice(cut)));
      expect(answer).toEqual({ status: 200, body: 'hello', closes: false });
    }
  });

  it('reads one answer after another', () => {
    const reader = new AnswerReader();
    expect(reader.push(Buffer.from(ANSWER))?.status).toBe(200);
    const refused = 'HTTP/1.1 503 Busy\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';
    expect(reader.push(Buffer.from(refused))).toEqual({ status: 503, body: '', closes: true });
  });

  it('counts bytes, not characters', () => {
    const reader = new AnswerReader();
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n';
    expect(reader.push(Buffer.from(`${head}é`))?.status).toBe(200);
  });

  it('refuses an answer of unknown length, and data after the answer', () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(() => new AnswerReader().push(Buffer.from(chunked))).toThrow('without Content-Length');
    expect(() => new AnswerReader().push(Buffer.from(`${ANSWER}!`))).toThrow('more data came');
  });
});
