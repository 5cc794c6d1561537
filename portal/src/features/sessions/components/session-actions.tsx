import { ActionIcon, Menu, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { IconDots } from '@/components/ui/icons';
import type { Session } from '@/features/sessions/api/session-types';
import { useDeleteSession } from '@/features/sessions/api/sessions';
import { EditSessionDialog } from '@/features/sessions/components/edit-session-dialog';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useAllowed } from '@/lib/allowed';
import { toast } from '@/lib/toast';

type Opened = 'edit' | 'delete' | null;

/** What can be done with a session as a whole; nothing that the server refuses. */
export function SessionActions({ session, etag }: { session: Session; etag: string }) {
  const allowed = useAllowed(session);
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  return (
    <>
      {(allowed('session.update') || allowed('session.delete')) && (
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
            {allowed('session.delete') && (
              <Menu.Item color="red" onClick={() => setOpened('delete')}>
                Delete session
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <EditSessionDialog session={session} etag={etag} opened={opened === 'edit'} onClose={close} />
      <Dialog title="Delete session" opened={opened === 'delete'} onClose={close}>
        <DeleteSession session={session} onClose={close} />
      </Dialog>
    </>
  );
}

function DeleteSession({ session, onClose }: { session: Session; onClose: () => void }) {
  const { team } = useCurrentTeam();
  const remove = useDeleteSession(team.id, session.id);
  const navigate = useNavigate();
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast('The session is deleted.');
        void navigate({ to: '/teams/$team/sessions', params: { team: team.id } });
      },
    });
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
      <Failure error={remove.error} />
    </DialogForm>
  );
}
