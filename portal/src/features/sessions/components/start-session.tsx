import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import type { Session, SessionChange } from '@/features/sessions/api/session-types';
import { useSessionView, useUpdateSession } from '@/features/sessions/api/sessions';
import { ConsentField } from '@/features/sessions/components/consent-field';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import { hasCode } from '@/lib/problem';

/** The next step of a session: start it, which asks for consent where the team wants it, then complete it. */
export function StartSession({ session, etag }: { session: Session; etag: string }) {
  const { team } = useCurrentTeam();
  const update = useUpdateSession(team.id, session.id);
  const prompt = useSessionView(team.id).data?.consent_prompt;
  const [asking, setAsking] = useState<'consent' | null>(null);
  if (!isAllowed(session, 'session.update') || session.status === 'completed') return null;

  const move = (body: SessionChange) =>
    update.mutate(
      { body, etag },
      {
        onSuccess: () => setAsking(null),
        onError: (error) => hasCode(error, 'consent_needed') && setAsking('consent'),
      },
    );
  const start = () => {
    if (prompt?.enabled && !session.consent) setAsking('consent');
    else move({ status: 'in_progress' });
  };
  return (
    <>
      {session.status === 'draft' ? (
        <Button onClick={start} loading={update.isPending}>
          Start session
        </Button>
      ) : (
        <Button variant="default" onClick={() => move({ status: 'completed' })} loading={update.isPending}>
          Complete session
        </Button>
      )}
      {asking === null && <Failure error={update.error} />}
      <Dialog title="Start session" opened={asking === 'consent'} onClose={() => setAsking(null)}>
        <ConsentForm
          text={prompt?.text ?? ''}
          busy={update.isPending}
          error={hasCode(update.error, 'consent_needed') ? null : update.error}
          onCancel={() => setAsking(null)}
          onConfirm={() => move({ status: 'in_progress', consent_confirmed: true })}
        />
      </Dialog>
    </>
  );
}

interface ConsentFormProps {
  readonly text: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

function ConsentForm({ text, busy, error, onCancel, onConfirm }: ConsentFormProps) {
  const [confirmed, setConfirmed] = useState(false);
  return (
    <DialogForm
      onSubmit={onConfirm}
      onCancel={onCancel}
      submit="Start session"
      busy={busy}
      disabled={!confirmed}
    >
      <ConsentField text={text} checked={confirmed} onChange={setConfirmed} />
      <Failure error={error} />
    </DialogForm>
  );
}
