import type { Input } from '../api/client.ts';
import { isRecord, stored, type Stored } from '../api/storage.ts';

/** The input that was sent, and in an exercise the goal it was meant to reach. */
export interface Question {
  input: Input;
  goal?: string;
}

/** A parked prediction that this tab waits for; it survives a reload of the page. */
export interface Pending {
  id: string;
  question: Question;
}

function isPending(value: unknown): value is Pending {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    isRecord(value.question) &&
    isRecord(value.question.input)
  );
}

/** `room` is the part of the page that asked. */
export function pendingOf(model: string, room: string): Stored<Pending> {
  return stored(() => sessionStorage, `pilotlight.pending.${model}.${room}`, isPending);
}
