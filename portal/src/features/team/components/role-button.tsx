import { UnstyledButton } from '@mantine/core';
import { WhyTooltip } from '@/components/ui/why-tooltip';
import type { Member } from '@/features/team/api/members';
import { memberName } from '@/features/team/components/member-name';
import { isAllowed } from '@/lib/allowed';
import classes from '@/features/team/components/role-button.module.css';

interface RoleButtonProps {
  readonly member: Member;
  readonly roleNames: readonly string[];
  readonly myMember: string;
  readonly onOpen: () => void;
}

/** The role label beside a name. It opens the role dialog, or says why it does not. */
export function RoleButton({ member, roleNames, myMember, onOpen }: RoleButtonProps) {
  const allowed = isAllowed(member, 'role.assign');
  const label = roleNames.join(', ');
  const button = (
    <UnstyledButton
      className={classes['role'] ?? ''}
      aria-label={`Roles of ${memberName(member)}: ${label}`}
      aria-disabled={!allowed}
      onClick={allowed ? onOpen : undefined}
    >
      {label}
    </UnstyledButton>
  );
  if (allowed) return button;
  const question = {
    subject: myMember,
    action: 'role.assign',
    resource: { type: 'member', id: member.id },
  } as const;
  return <WhyTooltip question={question}>{button}</WhyTooltip>;
}
