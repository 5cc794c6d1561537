import { Button, Menu, Text } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { IconChevronDown } from '@/components/ui/icons';
import { usePlaceholders } from '@/features/templates/api/templates';
import { useCurrentTeam } from '@/features/team/api/current-team';

/** Every placeholder with what stands there in the end. */
export function InsertPlaceholder({ onInsert }: { onInsert: (name: string) => void }) {
  const { team } = useCurrentTeam();
  const placeholders = usePlaceholders(team.id);
  if (placeholders.isError) {
    return <Failure error={placeholders.error} onRetry={() => void placeholders.refetch()} />;
  }
  return (
    <Menu position="bottom-start" width={300} withinPortal shadow="md" returnFocus={false}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          rightSection={<IconChevronDown size={14} />}
          loading={placeholders.isPending}
          style={{ alignSelf: 'flex-start' }}
        >
          Insert placeholder
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {(placeholders.data ?? []).map(({ name, sentence }) => (
          <Menu.Item key={name} onClick={() => onInsert(name)}>
            <Text size="sm" ff="monospace">
              {name}
            </Text>
            <Text size="xs">{sentence}</Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
