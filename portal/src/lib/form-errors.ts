import { flushSync } from 'react-dom';

import { fieldErrors } from '@/lib/problem';

interface TakesErrors {
  setErrors: (errors: Record<string, string>) => void;
}

/** Puts the errors of a 422 on their fields and moves the focus to the first of them. */
export function showFieldErrors(form: TakesErrors, error: unknown): void {
  flushSync(() => form.setErrors(fieldErrors(error)));
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
