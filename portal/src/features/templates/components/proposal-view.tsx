import { Alert, Button, Group, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useAskBeforeClosing } from '@/components/ui/dialog';
import { Differences } from '@/components/ui/differences';
import { Failure } from '@/components/ui/failure';
import { type Proposal, type ProposalEnding, useEndProposal } from '@/features/templates/api/proposals';
import { useTemplate } from '@/features/templates/api/templates';
import { stateWords, wordsOf } from '@/features/templates/components/template-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import { formatDateTime } from '@/lib/dates';
import { count } from '@/lib/plural';
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

/** The template that a waiting proposal would change, as it is now. */
function usePresentTemplate({ template, state }: Proposal) {
  const { team } = useCurrentTeam();
  return useTemplate(team.id, state === 'waiting' ? template : null);
}

function ProposedText({ proposal }: { proposal: Proposal }) {
  const present = usePresentTemplate(proposal);
  const after = wordsOf(proposal);
  if (proposal.template === null || proposal.state !== 'waiting')
    return <Differences before={after} after={after} label="Proposed text" />;
  if (present.isError) return <Failure error={present.error} onRetry={() => void present.refetch()} />;
  if (!present.data) return <Skeleton h={160} role="status" aria-label="Loading the template" />;
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        What it would change of {present.data.value.name}, version {present.data.value.version}
      </Text>
      <ChangedSince versions={present.data.value.version - (proposal.version ?? 0)} />
      <Differences before={wordsOf(present.data.value)} after={after} label="Proposed change" />
    </Stack>
  );
}

/** Whoever accepts then takes back what was changed since. */
function ChangedSince({ versions }: { versions: number }) {
  if (versions <= 0) return null;
  return (
    <Alert color="yellow" variant="light">
      The template is {count(versions, 'version')} further than the one that was changed here. Accepting
      replaces its present text with the proposed one.
    </Alert>
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
  const seen = usePresentTemplate(proposal).data?.value.version;
  const [answer, setAnswer] = useState('');
  useAskBeforeClosing(answer !== '');
  const decides = isAllowed(proposal, 'template.team.create') || isAllowed(proposal, 'template.team.update');
  const withdraws = isAllowed(proposal, 'template.propose');
  const act = (ending: ProposalEnding) =>
    end.mutate(ending, {
      onSuccess: () => {
        toast(doneWords[ending.act]);
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
          <Button variant="default" disabled={end.isPending} onClick={() => act({ act: 'withdraw' })}>
            Withdraw
          </Button>
        )}
        {decides && (
          <>
            <Button
              variant="default"
              color="red"
              disabled={end.isPending}
              onClick={() => act({ act: 'decline', answer })}
            >
              Decline
            </Button>
            <Button loading={end.isPending} onClick={() => act({ act: 'accept', version: seen })}>
              Accept
            </Button>
          </>
        )}
      </Group>
    </>
  );
}
