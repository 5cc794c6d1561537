import { Box, Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef } from 'react';

/** Sets the title of the document and moves the focus to the heading when the page opens. */
function useOpenedPage(title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(`${title} · Rolecall`);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return heading;
}

export function PageTitle({
  children,
  title,
  size = 'h1',
}: {
  children?: ReactNode;
  title: string;
  size?: string;
}) {
  const heading = useOpenedPage(title);
  return (
    <Title order={1} size={size} tabIndex={-1} ref={heading}>
      {children ?? title}
    </Title>
  );
}

interface PageProps {
  readonly title: string;
  readonly heading?: ReactNode;
  readonly intro?: ReactNode;
  readonly actions?: ReactNode;
  readonly width?: 'full' | 'wide' | 'reading';
  readonly children: ReactNode;
}

const widths = { full: '1760px', wide: 'var(--rc-page-width)', reading: 'var(--rc-reading-width)' };

/** A page inside the shell: heading, what can be done, content. */
export function Page({ title, heading, intro, actions, width = 'wide', children }: PageProps) {
  return (
    <Box maw={widths[width]} mx="auto" w="100%">
      <Group justify="space-between" align="flex-start" gap="md" mb="xl">
        <Box flex="1 1 260px" miw={0}>
          <PageTitle title={title}>{heading}</PageTitle>
          {intro && (
            <Text c="dimmed" mt={6} maw={620}>
              {intro}
            </Text>
          )}
        </Box>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}
