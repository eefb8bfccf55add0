import { vi } from 'vitest';

type Listener = ((event: { loaded: number }) => void) | null;

/** Stands in for `XMLHttpRequest`: what the page uploads, and what S3 answers. */
export class FakeXhr {
  static sent: FakeXhr[] = [];
  /** The status of each answer in turn; 0: the connection breaks; none left: no answer yet. */
  static statuses: number[] = [];

  /** As many as there were until now are forgotten. */
  static use(...statuses: number[]): void {
    FakeXhr.sent = [];
    FakeXhr.statuses = statuses;
    vi.stubGlobal('XMLHttpRequest', FakeXhr);
  }

  readonly upload: { onprogress: Listener } = { onprogress: null };
  onloadend: (() => void) | null = null;
  status = 0;
  target = '';
  body: Blob | undefined;
  readonly headers: Record<string, string> = {};

  open(method: string, url: string): void {
    this.target = `${method} ${url}`;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  send(body: Blob): void {
    this.body = body;
    FakeXhr.sent.push(this);
    const status = FakeXhr.statuses.shift();
    if (status !== undefined) setTimeout(() => this.end(status), 100);
  }

  end(status: number): void {
    this.status = status;
    this.onloadend?.();
  }

  abort(): void {
    this.end(0);
  }
}
