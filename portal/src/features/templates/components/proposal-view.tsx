import { Button, Group, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Differences } from '@/components/ui/differences';
import { Failure } from '@/components/ui/failure';
import { type Proposal, useEndProposal } from '@/features/templates/api/proposals';
import { useTemplate } from '@/features/templates/api/templates';
import { stateWords, wordsOf } from '@/features/templates/components/template-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import { formatDateTime } from '@/lib/dates';
import { toast } from '@/lib/toast';

interface ProposalViewProps {
  readonly proposal: Proposal;
  readonly onClose: () => void;
}

/** What is proposed and why, what it would change, and what can be done about it. */
export function ProposalView({ proposal, onClose }: ProposalViewProps) {
  const { proposer, message, created_at: at } = proposal;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        Proposed by {proposer.name}, {formatDateTime(at)}
      </Text>
      {message && (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {message}
        </Text>
      )}
      <ProposedText proposal={proposal} />
      <Verdict proposal={proposal} />
      <Ending proposal={proposal} onClose={onClose} />
    </Stack>
  );
}

function ProposedText({ proposal }: { proposal: Proposal }) {
  const { team } = useCurrentTeam();
  const isCompared = proposal.template !== null && proposal.state === 'waiting';
  const present = useTemplate(team.id, isCompared ? proposal.template : null);
  const after = wordsOf(proposal);
  if (!isCompared) return <Differences before={after} after={after} label="Proposed text" />;
  if (present.isError) return <Failure error={present.error} onRetry={() => void present.refetch()} />;
  if (!present.data) return <Skeleton h={160} role="status" aria-label="Loading the template" />;
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        What it would change of {present.data.value.name}, version {present.data.value.version}
      </Text>
      <Differences before={wordsOf(present.data.value)} after={after} label="Proposed change" />
    </Stack>
  );
}

function Verdict({ proposal: { state, decided } }: { proposal: Proposal }) {
  if (state === 'waiting') return null;
  return (
    <Text size="sm">
      {stateWords[state]}
      {decided && ` by ${decided.by.name}, ${formatDateTime(decided.at)}`}
      {decided?.answer && `: ${decided.answer}`}
    </Text>
  );
}

const doneWords = {
  accept: 'The proposal is accepted.',
  decline: 'The proposal is declined.',
  withdraw: 'The proposal is withdrawn.',
};

function Ending({ proposal, onClose }: ProposalViewProps) {
  const { team } = useCurrentTeam();
  const end = useEndProposal(team.id, proposal.id);
  const [answer, setAnswer] = useState('');
  const decides = isAllowed(proposal, 'template.team.create') || isAllowed(proposal, 'template.team.update');
  const withdraws = isAllowed(proposal, 'template.propose');
  const act = (act: keyof typeof doneWords) =>
    end.mutate(act === 'decline' ? { act, answer } : { act }, {
      onSuccess: () => {
        toast(doneWords[act]);
        onClose();
      },
    });
  if (!decides && !withdraws) return null;
  return (
    <>
      {decides && (
        <Textarea
          label="Answer when it is declined"
          description="Optional. The proposer reads it."
          autosize
          minRows={2}
          maxLength={1000}
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
        />
      )}
      <Failure error={end.error} />
      <Group justify="flex-end" gap="xs">
        {withdraws && (
          <Button variant="default" disabled={end.isPending} onClick={() => act('withdraw')}>
            Withdraw
          </Button>
        )}
        {decides && (
          <>
            <Button variant="default" color="red" disabled={end.isPending} onClick={() => act('decline')}>
              Decline
            </Button>
            <Button loading={end.isPending} onClick={() => act('accept')}>
              Accept
            </Button>
          </>
        )}
      </Group>
    </>
  );
}
