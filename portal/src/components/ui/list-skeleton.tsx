import { Group, Paper, Skeleton, Stack } from '@mantine/core';

/** What stands in the place of a list while it loads. */
export function ListSkeleton({ rows = 5, label }: { rows?: number; label: string }) {
  return (
    <Paper withBorder radius="lg" p="lg" role="status" aria-label={label}>
      <Stack gap="lg">
        {Array.from({ length: rows }, (_, index) => (
          <Group key={index} wrap="nowrap">
            <Skeleton circle h={36} w={36} />
            <Stack gap={8} flex={1}>
              <Skeleton h={12} w="35%" />
              <Skeleton h={10} w="22%" />
            </Stack>
            <Skeleton h={24} w={84} radius="xl" visibleFrom="xs" />
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}
