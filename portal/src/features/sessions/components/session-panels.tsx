import { Box, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import type { Session } from '@/features/sessions/api/session-types';
import { AccessPanel } from '@/features/sessions/components/access-panel';
import { TextsPanel } from '@/features/sessions/components/texts-panel';
import { TranscriptPanel } from '@/features/sessions/components/transcript-panel';
import classes from '@/features/sessions/components/session-panels.module.css';

interface Panel {
  readonly name: string;
  readonly label: string;
  readonly content: ReactNode;
}

function panelsOf(session: Session): Panel[] {
  return [
    { name: 'transcript', label: 'Transcript', content: <TranscriptPanel session={session} /> },
    { name: 'notes', label: 'Notes', content: <TextsPanel session={session} kind="notes" /> },
    { name: 'documents', label: 'Documents', content: <TextsPanel session={session} kind="documents" /> },
  ];
}

/** Transcript, notes and documents side by side where there is room, access below them; else one at a time. */
export function SessionPanels({ session }: { session: Session }) {
  const wide = useMediaQuery('(min-width: 80em)', undefined, { getInitialValueInEffect: false });
  const panels = panelsOf(session);
  const access = <AccessPanel session={session} />;
  if (!wide) return <PanelTabs panels={[...panels, { name: 'access', label: 'Access', content: access }]} />;
  return (
    <>
      <div className={classes['columns']}>
        {panels.map(({ name, content }) => (
          <Box key={name}>{content}</Box>
        ))}
      </div>
      {access}
    </>
  );
}

/** A panel is read from the server when it is opened first, since that is recorded, and then stays as it is. */
function PanelTabs({ panels }: { panels: readonly Panel[] }) {
  const [shown, setShown] = useState('notes');
  const [opened, setOpened] = useState(['notes']);
  const open = (name: string | null) => {
    if (name === null) return;
    setShown(name);
    setOpened((before) => (before.includes(name) ? before : [...before, name]));
  };
  return (
    <Tabs value={shown} onChange={open} keepMounted={false}>
      <Tabs.List grow mb="md">
        {panels.map(({ name, label }) => (
          <Tabs.Tab key={name} value={name} px="xs">
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {panels.map(({ name, content }) => (
        <Tabs.Panel key={name} value={name} keepMounted={opened.includes(name)}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
