import { Button, Group, Stack, Table, Text } from '@mantine/core';
import type { Receipt } from '@/features/team/api/teams';

const rows: readonly [string, (receipt: Receipt) => number][] = [
  ['Sessions handed over', (receipt) => receipt.sessions_moved.length],
  ['Templates handed over', (receipt) => receipt.templates_moved.length],
  ['Logins ended', (receipt) => receipt.logins_ended],
  ['API keys ended', (receipt) => receipt.api_keys_ended],
  ['Invitations revoked', (receipt) => receipt.invitations_revoked],
  ['Left without anybody responsible', (receipt) => receipt.orphans],
];

/** What moved and what ended when a member went. */
export function ReceiptView({
  receipt,
  text,
  onClose,
}: {
  receipt: Receipt;
  text: string;
  onClose: () => void;
}) {
  return (
    <Stack gap="lg">
      <Text size="sm" role="status">
        {text}
      </Text>
      <Table variant="vertical" withRowBorders={false} verticalSpacing={6} aria-label="Receipt">
        <Table.Tbody>
          {rows.map(([label, number]) => (
            <Table.Tr key={label}>
              <Table.Th fw={400} w="75%">
                {label}
              </Table.Th>
              <Table.Td ta="right" className="tabular">
                {number(receipt)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}
