import { Button, Collapse, VisuallyHidden } from '@mantine/core';
import { useId, useState } from 'react';
import type { Role } from '@/features/team/api/roles';
import { count } from '@/lib/plural';
import classes from '@/features/team/components/permission-list.module.css';

/** How many permissions a role has; opens the sentences of all of them. */
export function PermissionList({ role }: { role: Role }) {
  const [opened, setOpened] = useState(false);
  const id = useId();
  const sentences = [...new Set(role.grants.map((grant) => grant.sentence))];
  return (
    <>
      <Button
        variant="transparent"
        size="compact-xs"
        className={classes['more'] ?? ''}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        {count(sentences.length, 'permission')}
        <VisuallyHidden> of {role.name}</VisuallyHidden>
      </Button>
      <Collapse expanded={opened} id={id}>
        <ul className={classes['sentences']} tabIndex={0} aria-label={`Permissions of ${role.name}`}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Collapse>
    </>
  );
}
