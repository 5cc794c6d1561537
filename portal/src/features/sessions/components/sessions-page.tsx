import { Button, type ButtonProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createLink, useNavigate } from '@tanstack/react-router';
import { type AnchorHTMLAttributes, useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { IconPlus } from '@/components/ui/icons';
import { Page } from '@/components/ui/page';
import { ActionButton } from '@/components/ui/why-tooltip';
import { useOpenPage } from '@/features/drafts/components/drafts-provider';
import { useKeptDialog } from '@/features/drafts/components/kept-form';
import { useDelegatingClinicians } from '@/features/sessions/api/delegations';
import { newSession, NewSessionDialog } from '@/features/sessions/components/new-session-dialog';
import { SessionsList } from '@/features/sessions/components/sessions-list';
import { type SessionsSearch, SessionsToolbar } from '@/features/sessions/components/sessions-toolbar';
import { ViewingBanner } from '@/features/sessions/components/viewing-banner';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { type Question, useIsPermitted } from '@/lib/why';

export interface SessionsPageProps {
  readonly search: SessionsSearch;
  readonly onSearch: (search: SessionsSearch) => void;
}

const DelegationsLink = createLink((props: ButtonProps & AnchorHTMLAttributes<HTMLAnchorElement>) => (
  <Button component="a" variant="default" {...props} />
));

export function SessionsPage({ search, onSearch }: SessionsPageProps) {
  const { team } = useCurrentTeam();
  useOpenPage('sessions');
  // What is searched for names patients: it stays out of the address and its history.
  const [words, setWords] = useState('');
  const [query] = useDebouncedValue(words.trim(), 250);
  return (
    <Page
      title="Sessions"
      actions={
        <>
          <DelegationsLink to="/teams/$team/sessions/delegations" params={{ team: team.id }}>
            Delegations
          </DelegationsLink>
          <NewSession />
        </>
      }
    >
      <ViewingBanner />
      <SessionsToolbar search={search} onSearch={onSearch} words={words} onWords={setWords} />
      {search.clinician === 'colleague' ? (
        <EmptyState title="Whose sessions?">Choose a colleague above.</EmptyState>
      ) : (
        <SessionsList filter={{ clinician: search.clinician ?? 'me', status: search.status, query }} />
      )}
    </Page>
  );
}

function NewSession() {
  const { team } = useCurrentTeam();
  const navigate = useNavigate();
  const creating = useKeptDialog('sessions', newSession);
  const question: Question = {
    subject: team.my_member.id,
    action: 'session.create',
    resource: { type: 'team', id: team.id },
  };
  const forSelf = useIsPermitted(question);
  const delegating = useDelegatingClinicians(team.id).data ?? [];
  return (
    <>
      <ActionButton
        allowed={forSelf || delegating.length > 0}
        question={question}
        leftSection={<IconPlus size={16} />}
        onClick={creating.open}
      >
        New session
      </ActionButton>
      <NewSessionDialog
        opened={creating.isOpened}
        onClose={creating.close}
        self={forSelf ? team.my_member : null}
        delegating={delegating}
        onCreated={(session) =>
          void navigate({ to: '/teams/$team/sessions/$session', params: { team: team.id, session } })
        }
      />
    </>
  );
}
