import { ActionIcon, Menu, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { IconDots } from '@/components/ui/icons';
import { LockableButton } from '@/components/ui/why-tooltip';
import type { Session } from '@/features/sessions/api/session-types';
import { useDeleteSession } from '@/features/sessions/api/sessions';
import { useSessionDrafts } from '@/features/drafts/components/drafts-provider';
import { EditSessionDialog } from '@/features/sessions/components/edit-session-dialog';
import { LateSessionAct } from '@/features/sessions/components/late-session-act';
import { ReassignSession } from '@/features/sessions/components/reassign-session';
import { ShareDialog } from '@/features/sessions/components/share-dialog';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useAllowed } from '@/lib/allowed';
import { toast } from '@/lib/toast';

type Opened = 'share' | 'edit' | 'reassign' | 'delete' | null;
const menu = ['session.update', 'session.reassign', 'session.delete'] as const;

/** What can be done with a session as a whole. What the server refuses is not offered, or says why. */
export function SessionActions({ session, etag }: { session: Session; etag: string }) {
  const allowed = useAllowed(session);
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  const whyNotShared = allowed('session.unshare') ? null : (session.refused['session.share'] ?? null);
  return (
    <>
      <LockableButton variant="default" locked={whyNotShared} onClick={() => setOpened('share')}>
        Share
      </LockableButton>
      {menu.some(allowed) && (
        <Menu position="bottom-end" withinPortal shadow="md">
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label="More actions">
              <IconDots />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {allowed('session.update') && (
              <Menu.Item onClick={() => setOpened('edit')}>Edit details</Menu.Item>
            )}
            {allowed('session.reassign') && (
              <Menu.Item onClick={() => setOpened('reassign')}>Reassign to a colleague</Menu.Item>
            )}
            {allowed('session.delete') && (
              <Menu.Item c="var(--mantine-color-error)" onClick={() => setOpened('delete')}>
                Delete session
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <EditSessionDialog session={session} etag={etag} opened={opened === 'edit'} onClose={close} />
      <ShareDialog session={session} opened={opened === 'share'} onClose={close} />
      <Dialog title="Reassign to a colleague" opened={opened === 'reassign'} onClose={close}>
        <ReassignSession session={session} etag={etag} onClose={close} />
      </Dialog>
      <Dialog title="Delete session" opened={opened === 'delete'} onClose={close}>
        <DeleteSession session={session} etag={etag} onClose={close} />
      </Dialog>
    </>
  );
}

interface DeleteSessionProps {
  readonly session: Session;
  readonly etag: string;
  readonly onClose: () => void;
}

function DeleteSession({ session, etag, onClose }: DeleteSessionProps) {
  const { team } = useCurrentTeam();
  const remove = useDeleteSession(team.id, session.id);
  const drafts = useSessionDrafts(session.id);
  const navigate = useNavigate();
  const confirm = () =>
    remove.mutate(
      { value: session, etag },
      {
        onSuccess: () => {
          drafts.forgetAll();
          toast('The session is deleted.');
          void navigate({ to: '/teams/$team/sessions', params: { team: team.id } });
        },
      },
    );
  return (
    <DialogForm
      onSubmit={confirm}
      onCancel={onClose}
      submit="Delete session"
      busy={remove.isPending}
      tone="danger"
    >
      <Text size="sm">
        The session of {session.patient.name} goes away for good, with its transcript, notes and documents.
      </Text>
      <LateSessionAct error={remove.error} seen={remove.variables?.value} now={session} />
    </DialogForm>
  );
}
