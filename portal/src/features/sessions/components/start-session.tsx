import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import type { Session, SessionChange } from '@/features/sessions/api/session-types';
import { useSession, useSessionView, useUpdateSession } from '@/features/sessions/api/sessions';
import { ConsentField } from '@/features/sessions/components/consent-field';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import { hasCode, hasStatus } from '@/lib/problem';

/** The next step of a session: start it, which asks for consent where the team wants it, then complete it. */
export function StartSession({ session, etag }: { session: Session; etag: string }) {
  const { team } = useCurrentTeam();
  const update = useUpdateSession(team.id, session.id);
  const fresh = useSession(team.id, session.id);
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
  const reload = async () => {
    await fresh.refetch();
    update.reset();
    setAsking(null);
  };
  const retry = hasStatus(update.error, 412) ? { onRetry: () => void reload() } : {};
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
      {asking === null && <Failure error={update.error} {...retry} />}
      <Dialog title="Start session" opened={asking === 'consent'} onClose={() => setAsking(null)}>
        <ConsentForm
          text={prompt?.text ?? ''}
          busy={update.isPending}
          failure={
            hasCode(update.error, 'consent_needed') ? null : <Failure error={update.error} {...retry} />
          }
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
  readonly failure: ReactNode;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

function ConsentForm({ text, busy, failure, onCancel, onConfirm }: ConsentFormProps) {
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
      {failure}
    </DialogForm>
  );
}
