import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@/components/ui/icons';
import { ActionButton } from '@/components/ui/why-tooltip';
import { type AuditFilter, auditExportAddress } from '@/features/audit/api/audit';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';

/** The audit as a file, for the time that the filter names. */
export function AuditExport({ filter }: { filter: AuditFilter }) {
  const { team } = useCurrentTeam();
  const icon = <IconDownload size={16} />;
  if (!isAllowed(team, 'audit.export')) {
    const question = {
      subject: team.my_member.id,
      action: 'audit.export',
      resource: { type: 'team', id: team.id },
    } as const;
    return (
      <ActionButton
        variant="default"
        allowed={false}
        question={question}
        leftSection={icon}
        onClick={() => undefined}
      >
        Export
      </ActionButton>
    );
  }
  return (
    <Menu position="bottom-end" withinPortal shadow="md">
      <Menu.Target>
        <Button variant="default" leftSection={icon}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" download href={auditExportAddress(team.id, filter, 'jsonl')}>
          JSON lines, with signed checkpoint
        </Menu.Item>
        <Menu.Item component="a" download href={auditExportAddress(team.id, filter, 'csv')}>
          CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
