import { ScrollArea, Table, Text } from '@mantine/core';
import type { BatchResult } from '@/features/team/api/members';
import { reasonOf } from '@/features/team/components/rejected-rows';

/** Row by row, what happens with it. */
export function VerdictTable({ results }: { results: BatchResult['results'] }) {
  return (
    <ScrollArea.Autosize
      mah={300}
      type="auto"
      viewportProps={{ tabIndex: 0, 'aria-label': 'Rows of the file' }}
    >
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={56}>Row</Table.Th>
            <Table.Th>E-mail address</Table.Th>
            <Table.Th>Verdict</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {results.map((verdict) => (
            <Table.Tr key={verdict.row}>
              <Table.Td className="tabular">{verdict.row}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{verdict.email ?? '–'}</Table.Td>
              <Table.Td>
                {verdict.status === 'created' ? (
                  'Good'
                ) : (
                  <Text size="sm" c="var(--mantine-color-error)">
                    {reasonOf(verdict)}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
