import type { Member } from '@/features/team/api/members';

/** What a member is called where nothing else is known: the name, else the address. */
export function memberName(member: Pick<Member, 'name' | 'email'>): string {
  return member.name || member.email || 'Invited member';
}
