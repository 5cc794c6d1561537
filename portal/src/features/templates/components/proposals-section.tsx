import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { LoadMore } from '@/components/ui/load-more';
import { Section } from '@/components/ui/section';
import { type Proposal, useProposals } from '@/features/templates/api/proposals';
import { ProposalView } from '@/features/templates/components/proposal-view';
import { kindWords, stateWords } from '@/features/templates/components/template-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { formatShortDate } from '@/lib/dates';
import classes from '@/features/templates/components/templates.module.css';

/** What members propose to the team: the own proposals, and everybody's for who decides about them. */
export function ProposalsSection() {
  const { team } = useCurrentTeam();
  const [state, setState] = useState<'waiting' | 'any'>('waiting');
  const [opened, setOpened] = useState<Proposal | null>(null);
  const proposals = useProposals(team.id, state === 'waiting' ? 'waiting' : undefined);
  const shown = proposals.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      title="Proposals"
      intro="What members would like the templates of the team to be."
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Which proposals"
          data={[
            { value: 'waiting', label: 'Waiting' },
            { value: 'any', label: 'All' },
          ]}
          value={state}
          onChange={(value) => setState(value as 'waiting' | 'any')}
        />
      }
    >
      {proposals.isPending && <ListSkeleton rows={1} label="Loading the proposals" />}
      <Failure error={proposals.error} onRetry={() => void proposals.refetch()} />
      {proposals.data && shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {state === 'waiting' ? 'No proposal waits.' : 'Nothing has been proposed yet.'}
        </Text>
      )}
      <Stack component="ul" gap={0} className="reset-list">
        {shown.map((proposal) => (
          <ProposalRow key={proposal.id} proposal={proposal} onOpen={() => setOpened(proposal)} />
        ))}
      </Stack>
      <LoadMore list={proposals} />
      <Dialog title={opened?.name ?? ''} opened={opened !== null} onClose={() => setOpened(null)} size="xl">
        {opened && <ProposalView proposal={opened} onClose={() => setOpened(null)} />}
      </Dialog>
    </Section>
  );
}

function ProposalRow({ proposal, onOpen }: { proposal: Proposal; onOpen: () => void }) {
  const { name, template, kind, proposer, state, created_at: at } = proposal;
  return (
    <li className={classes['row']}>
      <div className={classes['facts']}>
        <Text fw={550} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {template === null ? `New ${kindWords[kind].toLowerCase()} template` : 'Change of a template'} ·{' '}
          {proposer.name} · {formatShortDate(at)}
        </Text>
      </div>
      <Group gap="sm">
        <span className={classes['state']}>{stateWords[state]}</span>
        <Button size="xs" variant="default" aria-label={`Open the proposal ${name}`} onClick={onOpen}>
          Open
        </Button>
      </Group>
    </li>
  );
}
