import { Tabs } from '@mantine/core';
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
    { name: 'access', label: 'Access', content: <AccessPanel session={session} /> },
  ];
}

const everyName = ['transcript', 'notes', 'documents', 'access'];

/**
 * Transcript, notes and documents side by side where there is room, access below them; else one at a time. It is one tree
 * for both: what is open in a panel stays when the window becomes narrower. A panel is read from the server when it is
 * shown first, since that is recorded, and then stays as it is.
 */
export function SessionPanels({ session }: { session: Session }) {
  const wide = useMediaQuery('(min-width: 80em)', undefined, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState('notes');
  const [opened, setOpened] = useState(wide ? everyName : ['notes']);
  if (wide && opened !== everyName) setOpened(everyName);
  const open = (name: string | null) => {
    if (name === null) return;
    setChosen(name);
    setOpened((before) => (before.includes(name) ? before : [...before, name]));
  };
  return (
    <Tabs id="session" value={chosen} onChange={open}>
      {!wide && (
        <Tabs.List grow mb="md">
          {panelsOf(session).map(({ name, label }) => (
            <Tabs.Tab key={name} value={name} px="xs">
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      )}
      <div className={classes['panels']} data-layout={wide ? 'columns' : 'tabs'}>
        {panelsOf(session)
          .filter(({ name }) => opened.includes(name))
          .map(({ name, content }) => (
            <div
              key={name}
              {...(wide ? {} : tabPanel(name))}
              className={classes[name]}
              hidden={!wide && name !== chosen}
            >
              {content}
            </div>
          ))}
      </div>
    </Tabs>
  );
}

/** What makes an element the panel of its tab; the ids are those that the tabs point to. */
function tabPanel(name: string) {
  return { role: 'tabpanel', id: `session-panel-${name}`, 'aria-labelledby': `session-tab-${name}` };
}
