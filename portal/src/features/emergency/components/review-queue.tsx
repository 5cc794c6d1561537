import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { EmptyState } from '@/components/ui/empty-state';
import { Failure } from '@/components/ui/failure';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { LoadMore } from '@/components/ui/load-more';
import { Section } from '@/components/ui/section';
import { type Emergency, useEmergencies } from '@/features/emergency/api/emergency';
import { verdictWords } from '@/features/emergency/components/emergency-words';
import { EndEmergency } from '@/features/emergency/components/end-emergency';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import { formatDateTime } from '@/lib/dates';
import { count } from '@/lib/plural';
import classes from '@/features/emergency/components/review-queue.module.css';

/** Every emergency access of the team, newest first, with what its review said or when it is due. */
export function ReviewQueue({ onReview }: { onReview: (access: Emergency) => void }) {
  const { team } = useCurrentTeam();
  const accesses = useEmergencies(team.id);
  if (accesses.isPending) return <ListSkeleton label="Loading the emergency accesses" />;
  if (accesses.isError && !accesses.data) {
    return <Failure error={accesses.error} onRetry={() => void accesses.refetch()} />;
  }
  const shown = accesses.data.pages.flatMap((page) => page.items);
  return (
    <Section
      title="Reviews"
      intro="Each emergency access is reviewed by an administrator who did not open it."
    >
      {shown.length === 0 ? (
        <EmptyState title="None yet">Nobody has opened sessions in an emergency.</EmptyState>
      ) : (
        <Stack component="ul" gap={0} className="reset-list">
          {shown.map((access) => (
            <AccessRow key={access.id} access={access} onReview={() => onReview(access)} />
          ))}
        </Stack>
      )}
      <Failure error={accesses.error} onRetry={() => void accesses.refetch()} />
      <LoadMore list={accesses} />
    </Section>
  );
}

function AccessRow({ access, onReview }: { access: Emergency; onReview: () => void }) {
  return (
    <li className={classes['row']} tabIndex={-1}>
      <div className={classes['facts']}>
        <Text fw={550}>{access.member.name}</Text>
        <Text size="sm" c="dimmed">
          {formatDateTime(access.opened_at)} · {count(access.sessions, 'session')}
        </Text>
        <Text size="sm" mt={4} style={{ overflowWrap: 'anywhere' }}>
          {access.reason ?? 'The reason cannot be read'}
        </Text>
        <Standing access={access} />
      </div>
      {access.can_end && (
        <EndEmergency access={access.id} label={`End now: the access of ${access.member.name}`} />
      )}
      {isAllowed(access, 'emergency.review') && (
        <Button
          size="xs"
          variant="default"
          aria-label={`Review the access of ${access.member.name}`}
          onClick={onReview}
        >
          Review
        </Button>
      )}
    </li>
  );
}

function Standing({ access }: { access: Emergency }) {
  const { team } = useCurrentTeam();
  const { reviewed, overdue, review_due_at: due } = access;
  if (reviewed) {
    return (
      <Text size="sm" c="dimmed" mt={4}>
        {verdictWords[reviewed.verdict]}: {reviewed.by.name}, {formatDateTime(reviewed.at)}
        {reviewed.comment && ` · ${reviewed.comment}`}
      </Text>
    );
  }
  return (
    <Group gap="xs" mt={6}>
      {overdue && (
        <Badge color="red" variant="light">
          Overdue
        </Badge>
      )}
      <Text size="sm" c={overdue ? 'var(--mantine-color-error)' : 'dimmed'}>
        {overdue ? `Review was due by ${formatDateTime(due)}` : `Review is due by ${formatDateTime(due)}`}
        {access.member.id === team.my_member.id && '; another administrator has to do it'}
      </Text>
    </Group>
  );
}
