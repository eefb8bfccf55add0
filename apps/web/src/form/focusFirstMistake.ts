/** Focuses the first invalid field of `form`, after the next render has marked it. */
export function focusFirstMistake(form: HTMLElement | null): void {
  setTimeout(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
