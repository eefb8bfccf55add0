import type { ComponentChildren } from 'preact';
import type { Failure } from '../api/failure.ts';
import { failureWords } from '../words/failureWords.ts';

interface Props {
  failure: Failure;
  /** Further errors, which belong to no field. */
  more?: readonly string[];
  children?: ComponentChildren;
}

/** A failure in words, with the request id for support. */
export function FailureNote({ failure, more = [], children }: Props) {
  const { title, detail } = failureWords(failure);
  const requestId = failure.problem?.requestId;
  return (
    <div class="note note-bad">
      <p class="note-title">{title}</p>
      <p>{detail}</p>
      {more.length > 0 && (
        <ul>
          {more.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {requestId && (
        <p class="fine">
          Request <code>{requestId}</code>
        </p>
      )}
      {children}
    </div>
  );
}
