/** Puts the focus into the first field of `form` that is marked as wrong, once the mark is drawn. */
export function focusFirstMistake(form: HTMLElement | null): void {
  setTimeout(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
