import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import type { Session } from '@/features/sessions/api/session-types';
import type { Share } from '@/features/sessions/api/shares';
import { EndShare } from '@/features/sessions/components/end-share';
import { ShareForm } from '@/features/sessions/components/share-form';
import { ShareList } from '@/features/sessions/components/share-list';

export type ShareStep =
  | { readonly name: 'list' }
  | { readonly name: 'give' }
  | { readonly name: 'change' | 'end'; readonly share: Share; readonly shares: readonly Share[] };

interface ShareDialogProps {
  readonly session: Session;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function titleOf(step: ShareStep): string {
  if (step.name === 'change') return `Share with ${step.share.member.name}`;
  if (step.name === 'end') return `End the share with ${step.share.member.name}`;
  return step.name === 'give' ? 'Share with a colleague' : 'Share this session';
}

/** Who has the session, and giving, changing and ending that: one step at a time, so that it fits a phone. */
export function ShareDialog({ session, opened, onClose }: ShareDialogProps) {
  const [step, setStep] = useState<ShareStep>({ name: 'list' });
  const back = () => setStep({ name: 'list' });
  const close = () => {
    back();
    onClose();
  };
  return (
    <Dialog title={titleOf(step)} opened={opened} onClose={close} size="lg">
      {step.name === 'list' && <ShareList session={session} onStep={setStep} />}
      {step.name === 'give' && <ShareForm session={session} onDone={back} />}
      {step.name === 'change' && (
        <ShareForm session={session} share={step.share} shares={step.shares} onDone={back} />
      )}
      {step.name === 'end' && (
        <EndShare session={session} share={step.share} shares={step.shares} onDone={back} />
      )}
    </Dialog>
  );
}
