import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { IconLock } from '@/components/ui/icons';
import { Page } from '@/components/ui/page';
import { TextLink } from '@/components/ui/text-link';
import { useOpenPage } from '@/features/drafts/components/drafts-provider';
import { useKeptDialog } from '@/features/drafts/components/kept-form';
import type { TypedForm } from '@/features/drafts/components/typed-form';
import type { Emergency } from '@/features/emergency/api/emergency';
import { openedEmergency, OpenEmergency } from '@/features/emergency/components/open-emergency';
import {
  type ReviewedEmergency,
  reviewedEmergency,
  ReviewForm,
} from '@/features/emergency/components/review-form';
import { ReviewQueue } from '@/features/emergency/components/review-queue';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import { type Question, useWhy } from '@/lib/why';

/** Opening a patient's sessions in an emergency, where the team enables it, and the reviews for who may do them. */
export function EmergencyPage() {
  const { team } = useCurrentTeam();
  const drafts = useOpenPage('emergency');
  const opening = useKeptDialog('emergency', openedEmergency);
  const [reviewing, setReviewing] = useState<Emergency | null>(
    () => drafts.find<TypedForm<ReviewedEmergency>>(reviewedEmergency)?.content()?.about ?? null,
  );
  const endReview = () => {
    drafts.forget(reviewedEmergency);
    setReviewing(null);
  };
  const may = isAllowed(team, 'session.emergency_access');
  return (
    <Page
      title="Emergency access"
      intro="Opens the sessions of one patient to you for 60 minutes, when care cannot wait for somebody who may open them."
      width="reading"
      actions={
        may && (
          <Button color="red" onClick={opening.open}>
            Open a patient&apos;s sessions
          </Button>
        )
      }
    >
      <Stack gap="lg">
        {!may && <Closed />}
        {team.reviews_waiting !== null && <ReviewQueue onReview={setReviewing} />}
      </Stack>
      <Dialog title="Emergency access" opened={opening.isOpened} onClose={opening.close}>
        <OpenEmergency onClose={opening.close} />
      </Dialog>
      <Dialog title="Review" opened={reviewing !== null} onClose={endReview}>
        {reviewing && <ReviewForm access={reviewing} onClose={endReview} />}
      </Dialog>
    </Page>
  );
}

/** Why it cannot be used, in the server's words, and the page where that is changed for who may. */
function Closed() {
  const { team } = useCurrentTeam();
  const question: Question = {
    subject: team.my_member.id,
    action: 'session.emergency_access',
    resource: { type: 'team', id: team.id },
  };
  const why = useWhy(question, true);
  return (
    <div role="note" aria-label="Why there is no emergency access">
      <Group gap={6} wrap="nowrap" align="flex-start">
        <span style={{ flex: 'none', lineHeight: 1.3 }}>
          <IconLock size={16} />
        </span>
        <Text size="sm">{why}</Text>
      </Group>
      {isAllowed(team, 'team.settings.update') && (
        <TextLink to="/teams/$team/settings" params={{ team: team.id }} size="sm">
          Open team settings
        </TextLink>
      )}
    </div>
  );
}
