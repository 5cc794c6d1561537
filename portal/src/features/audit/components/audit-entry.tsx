import { Collapse, Text, UnstyledButton } from '@mantine/core';
import { useId, useState } from 'react';
import { IconChevronDown } from '@/components/ui/icons';
import type { AuditRow } from '@/features/audit/api/audit';
import { AuditDetails } from '@/features/audit/components/audit-details';
import { formatDateTime } from '@/lib/dates';
import classes from '@/features/audit/components/audit-entry.module.css';

const kinds: Record<string, string> = {
  system: 'System',
  api_key: 'API key',
  member: 'Erased member',
  user: 'Erased user',
};

function actorName({ actor }: AuditRow): string {
  return actor.name ?? kinds[actor.type] ?? actor.type;
}

/** One row of the audit; opens to before and after. */
export function AuditEntry({ row }: { row: AuditRow }) {
  const [opened, setOpened] = useState(false);
  const id = useId();
  return (
    <li className={classes['entry']}>
      <UnstyledButton
        className={classes['head'] ?? ''}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        <Text component="span" size="sm" c="dimmed" className={`tabular ${classes['time'] ?? ''}`}>
          {formatDateTime(row.at)}
        </Text>
        <span className={classes['what']}>
          <span className={classes['actor']}>{actorName(row)}</span>
          <code className={classes['action']}>{row.action}</code>
          {row.decision === 'deny' && <span className={classes['refused']}>Refused</span>}
          {(row.count ?? 1) > 1 && <span className={classes['times']}>{row.count} times</span>}
        </span>
        <span className={classes['chevron']} data-opened={opened || undefined}>
          <IconChevronDown size={16} />
        </span>
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        {opened && <AuditDetails row={row} />}
      </Collapse>
    </li>
  );
}
