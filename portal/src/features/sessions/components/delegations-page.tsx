import { Stack } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { Failure } from '@/components/ui/failure';
import { IconPlus } from '@/components/ui/icons';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { LoadMore } from '@/components/ui/load-more';
import { Page } from '@/components/ui/page';
import { Section } from '@/components/ui/section';
import { ActionButton } from '@/components/ui/why-tooltip';
import { type Delegation, useDelegations } from '@/features/sessions/api/delegations';
import { DelegateDialog } from '@/features/sessions/components/delegate-dialog';
import { DelegationList } from '@/features/sessions/components/delegation-list';
import { EndDelegationDialog } from '@/features/sessions/components/end-delegation-dialog';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { type Question, useIsPermitted } from '@/lib/why';

/** Who may work on our sessions, and on whose sessions we may: planned, in force and past. */
export function DelegationsPage() {
  return (
    <Page
      title="Delegations"
      intro="A clinician lets an assistant work on all of the clinician's sessions for a time. Both see it, and either can end it."
      actions={<DelegateButton />}
    >
      <Delegations />
    </Page>
  );
}

function DelegateButton() {
  const { team } = useCurrentTeam();
  const [opened, setOpened] = useState(false);
  const question: Question = {
    subject: team.my_member.id,
    action: 'delegation.manage',
    resource: { type: 'member', id: team.my_member.id },
  };
  const allowed = useIsPermitted(question);
  return (
    <>
      <ActionButton
        allowed={allowed}
        question={question}
        leftSection={<IconPlus size={16} />}
        // On a phone the words take two lines.
        h="auto"
        mih={36}
        py={6}
        maw="100%"
        styles={{ label: { whiteSpace: 'normal', textAlign: 'left', lineHeight: 1.25 } }}
        onClick={() => setOpened(true)}
      >
        Let an assistant work on my sessions
      </ActionButton>
      <DelegateDialog opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}

const noneSoFar = 'None of those loaded so far.';

function Delegations() {
  const { team } = useCurrentTeam();
  const me = team.my_member.id;
  const delegations = useDelegations(team.id);
  const [ending, setEnding] = useState<Delegation | null>(null);
  if (delegations.isPending) return <ListSkeleton rows={3} label="Loading the delegations" />;
  if (delegations.isError && !delegations.data) {
    return <Failure error={delegations.error} onRetry={() => void delegations.refetch()} />;
  }
  const hasMore = delegations.hasNextPage;
  const all = delegations.data.pages.flatMap(({ items }) => items);
  if (all.length === 0) {
    return (
      <EmptyState title="No delegations">
        Nobody works on your sessions, and you work on nobody else&apos;s.
      </EmptyState>
    );
  }
  return (
    <Stack gap="lg">
      <Section title="Work on my sessions">
        <DelegationList
          delegations={all.filter(({ clinician }) => clinician.id === me)}
          none={hasMore ? noneSoFar : 'You have let nobody work on your sessions.'}
          person="assistant"
          onEnd={setEnding}
        />
      </Section>
      <Section title="I work on their sessions">
        <DelegationList
          delegations={all.filter(({ assistant }) => assistant.id === me)}
          none={hasMore ? noneSoFar : 'No clinician has let you work on sessions.'}
          person="clinician"
          onEnd={setEnding}
        />
      </Section>
      <Failure error={delegations.error} />
      <LoadMore list={delegations} mx="auto" />
      <EndDelegationDialog delegation={ending} onClose={() => setEnding(null)} />
    </Stack>
  );
}
