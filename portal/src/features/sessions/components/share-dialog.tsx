import { useRef, useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import type { Session } from '@/features/sessions/api/session-types';
import type { Share } from '@/features/sessions/api/shares';
import { GivenShare } from '@/features/sessions/components/given-share';
import { ShareForm } from '@/features/sessions/components/share-form';
import { ShareList } from '@/features/sessions/components/share-list';
import classes from '@/features/sessions/components/share-list.module.css';

export type ShareStep =
  | { readonly name: 'list' }
  | { readonly name: 'give' }
  | { readonly name: 'change' | 'end'; readonly share: Share };

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
  const content = useRef<HTMLDivElement>(null);
  // The button that led here is gone: the keyboard goes on inside the dialog.
  const go = (next: ShareStep) => {
    setStep(next);
    requestAnimationFrame(() => content.current?.focus());
  };
  const back = () => go({ name: 'list' });
  const close = () => {
    setStep({ name: 'list' });
    onClose();
  };
  return (
    <Dialog title={titleOf(step)} opened={opened} onClose={close} size="lg">
      <div ref={content} tabIndex={-1} className={classes['content']}>
        {step.name === 'list' && <ShareList session={session} onStep={go} />}
        {step.name === 'give' && <ShareForm session={session} onDone={back} />}
        {(step.name === 'change' || step.name === 'end') && (
          <GivenShare session={session} opened={step.share} act={step.name} onDone={back} />
        )}
      </div>
    </Dialog>
  );
}
