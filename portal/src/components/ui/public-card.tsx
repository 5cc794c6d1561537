import { Box, Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ClockBanner } from '@/components/ui/clock-banner';
import { PageTitle } from '@/components/ui/page';
import { Wordmark } from '@/components/ui/wordmark';

interface PublicCardProps {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly children?: ReactNode;
  readonly footer?: ReactNode;
}

/** The frame of every page that is open to people who are not signed in. */
export function PublicCard({ title, intro, children, footer }: PublicCardProps) {
  return (
    <Box component="main" px="md" py={{ base: 'xl', sm: 64 }} mih="100vh">
      <ClockBanner />
      <Stack maw={440} mx="auto" gap="xl">
        <Group justify="center">
          <Wordmark />
        </Group>
        <Paper withBorder radius="lg" p={{ base: 'lg', xs: 32 }}>
          <Stack gap="lg">
            <Stack gap={6}>
              <PageTitle title={title} size="1.375rem" />
              {intro && <Text c="dimmed">{intro}</Text>}
            </Stack>
            {children}
          </Stack>
        </Paper>
        {footer && (
          <Text size="sm" c="dimmed" ta="center">
            {footer}
          </Text>
        )}
      </Stack>
    </Box>
  );
}
