import type { ErrorComponentProps } from '@tanstack/react-router';
import { FullFailure } from '@/app/full-page';

/** A fault of the page itself, or a part of it that could not be loaded. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  return <FullFailure error={error} onRetry={reset} />;
}
