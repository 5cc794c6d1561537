// The portal computes no rule: it reads what the server allows.
import type { components } from '@/lib/api-types';

export type Action = components['schemas']['Action'];

export interface HasAllowedActions {
  readonly allowed_actions?: readonly Action[];
}

/** Does the server allow `action` on the object that came from it? Nothing loaded allows nothing. */
export function isAllowed(object: HasAllowedActions | undefined | null, action: Action): boolean {
  return object?.allowed_actions?.includes(action) ?? false;
}

export function useAllowed(object: HasAllowedActions | undefined | null): (action: Action) => boolean {
  return (action) => isAllowed(object, action);
}
