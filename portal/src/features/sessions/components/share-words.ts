import type { SeenShares, Share, ShareLevel } from '@/features/sessions/api/shares';
import { formatEnd } from '@/lib/dates';

export const levels: readonly { value: ShareLevel; label: string; description: string }[] = [
  { value: 'view', label: 'View', description: 'Reads the session, its transcript, notes and documents.' },
  {
    value: 'edit',
    label: 'Edit',
    description: 'Also changes details, writes notes and documents. The transcript never.',
  },
  {
    value: 'full',
    label: 'Full',
    description: 'Also shares the session onwards, never with more than this.',
  },
];

export function levelLabel(level: ShareLevel): string {
  return levels.find(({ value }) => value === level)?.label ?? level;
}

/** "given by Ada Okafor, until the end of 1 Mar 2026". */
export function shareFacts({ granted_by, expires_at }: Share): string {
  const end = expires_at ? `until ${formatEnd(expires_at)}` : 'without end';
  return `given by ${granted_by.name}, ${end}`;
}

/** All that the receiver of this share has of the session, whoever gave it. */
export function allWith({ member, etag }: Share, shares: readonly Share[]): SeenShares {
  return { value: shares.filter((share) => share.member.id === member.id), etag };
}

/** One line a share, to compare by. */
export function seenWords({ value }: SeenShares): string {
  return value
    .map((share) => `${share.member.name}: ${levelLabel(share.level)}, ${shareFacts(share)}`)
    .join('\n');
}

/** Those that were passed on from `parent`; those that hang under no other share for null. */
export function sharesUnder(shares: readonly Share[], parent: Share | null): Share[] {
  if (parent) return shares.filter((share) => share.parent === parent.id);
  return shares.filter((share) => !shares.some(({ id }) => id === share.parent));
}

/** The shares that hang under these, at any depth. */
export function allUnder(shares: readonly Share[], tops: readonly Share[]): Share[] {
  return tops.flatMap((top) => {
    const next = sharesUnder(shares, top);
    return [...next, ...allUnder(shares, next)];
  });
}
