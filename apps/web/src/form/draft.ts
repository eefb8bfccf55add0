import type { Input } from '../api/client.ts';
import type { Field } from './fields.ts';

/** The values of a form's controls: the text as typed, the index of the chosen option, or whether it is ticked. */
export type Draft = Record<string, string | boolean>;

function shown(field: Field, value: unknown): string | boolean {
  if (field.kind === 'boolean') return value === true;
  if (value === undefined || (value === null && field.nullable)) return '';
  if (field.kind === 'choice') {
    const wanted = JSON.stringify(value);
    const index = field.options.findIndex((option) => JSON.stringify(option.value) === wanted);
    return index < 0 ? '' : String(index);
  }
  if (field.kind === 'json') return JSON.stringify(value, null, 2);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A form filled with `input`; fields missing from it get their default. */
export function draftOf(fields: readonly Field[], input: Input): Draft {
  return Object.fromEntries(
    fields.map((field) => [field.name, shown(field, input[field.name] ?? field.initial)]),
  );
}

/** Length as JSON Schema counts it: an emoji is one character. */
export const lengthOf = (text: string) => Array.from(text).length;

type Read = { value: unknown } | { mistake: string } | undefined;

function readText(field: Field, text: string): Read {
  const length = lengthOf(text);
  const { minLength, maxLength } = field;
  if (maxLength !== undefined && length > maxLength) {
    return { mistake: `At most ${maxLength} characters; this has ${length}.` };
  }
  if (minLength !== undefined && length < minLength) {
    return { mistake: `At least ${minLength} characters; this has ${length}.` };
  }
  return { value: text };
}

function readFile({ maxLength }: Field, base64: string): Read {
  if (maxLength === undefined || base64.length <= maxLength) return { value: base64 };
  const most = Math.floor((maxLength * 3) / 4 / 1024);
  return { mistake: `Choose a file of at most ${most} KB.` };
}

function readNumber(field: Field, text: string): Read {
  const value = Number(text);
  if (!Number.isFinite(value)) return { mistake: 'Enter a number.' };
  if (field.whole && !Number.isInteger(value)) return { mistake: 'Enter a whole number.' };
  if (field.minimum !== undefined && value < field.minimum) {
    return { mistake: `Enter ${field.minimum} or more.` };
  }
  if (field.maximum !== undefined && value > field.maximum) {
    return { mistake: `Enter ${field.maximum} or less.` };
  }
  return { value };
}

function readJson(text: string): Read {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { mistake: `This is not JSON: ${error instanceof Error ? error.message : ''}` };
  }
}

const NEEDED: Record<Field['kind'], string> = {
  line: 'Write something here.',
  text: 'Write something here.',
  suggested: 'Choose one, or write something here.',
  url: 'Give a URL.',
  number: 'Enter a number.',
  choice: 'Choose one.',
  file: 'Choose a file.',
  json: 'Write a JSON value here.',
  boolean: '',
};

function read(field: Field, held: string | boolean): Read {
  if (typeof held === 'boolean') return { value: held };
  if (held.trim() === '') {
    if (!field.required) return undefined;
    return field.nullable ? { value: null } : { mistake: NEEDED[field.kind] };
  }
  switch (field.kind) {
    case 'number':
      return readNumber(field, held);
    case 'choice':
      return { value: field.options[Number(held)]?.value };
    case 'json':
      return readJson(held);
    case 'file':
      return readFile(field, held);
    default:
      return readText(field, held);
  }
}

export type Mistakes = Record<string, string>;

/** The model's input from the draft, and the errors by field. Empty optional fields are left out. */
export function inputOf(
  fields: readonly Field[],
  draft: Draft,
): { input: Input; mistakes: Mistakes } {
  const input: Input = {};
  const mistakes: Mistakes = {};
  for (const field of fields) {
    const found = read(field, draft[field.name] ?? '');
    if (found === undefined) continue;
    if ('mistake' in found) mistakes[field.name] = found.mistake;
    else input[field.name] = found.value;
  }
  return { input, mistakes };
}
