import { Box, Group, Paper, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** A titled card of a page. */
export function Section({ title, intro, actions, children }: SectionProps) {
  const id = useId();
  return (
    <Paper component="section" withBorder radius="lg" p={{ base: 'md', sm: 'lg' }} aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" gap="sm">
        {/* Where words stand below it, the title keeps room for them; alone, it leaves the line to the actions. */}
        <Box flex={intro ? '1 1 240px' : '1 1 auto'}>
          <Title order={2} id={id}>
            {title}
          </Title>
          {intro && (
            <Text size="sm" c="dimmed" mt={4}>
              {intro}
            </Text>
          )}
        </Box>
        {actions}
      </Group>
      {children && <Box mt="md">{children}</Box>}
    </Paper>
  );
}
