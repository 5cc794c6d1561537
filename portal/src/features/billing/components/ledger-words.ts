import type { InvoiceLine, LedgerRow } from '@/features/billing/api/invoices';

const kinds: Readonly<Record<LedgerRow['kind'], string>> = {
  seat_added: 'Seat added',
  seat_removed: 'Seat given back',
  term: 'New term',
  plan: 'Plan changed',
  payment: 'Payment',
};

/** The events that begin and end seats and change their price, as the audit names them. */
const causes: Readonly<Record<string, string>> = {
  'team.create': 'the team was created',
  'team.leave': 'left the team',
  'member.invite': 'invited',
  'member.resend_invitation': 'invited again',
  'member.revoke_invitation': 'invitation revoked',
  'member.suspend': 'suspended',
  'member.reactivate': 'reactivated',
  'member.remove': 'removed',
  'invitation.accept': 'invitation accepted',
  'invitation.decline': 'invitation declined',
  'invitation.expire': 'invitation ran out',
  'system.reconcile_seats': 'evened out with the history of the members',
};

/** "Seat added: invited". */
export function eventWords({ kind, cause }: Pick<LedgerRow, 'kind' | 'cause'>): string {
  if (cause === 'billing.start_trial') return 'Trial began';
  const because = causes[cause];
  return because ? `${kinds[kind]}: ${because}` : kinds[kind];
}

/** Whose line it is; null when it is nobody's. */
export function lineOwner({ member, name }: Pick<InvoiceLine, 'member' | 'name'>): string | null {
  if (name !== null) return name;
  return member === null ? null : 'Somebody who was erased';
}
