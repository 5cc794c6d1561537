import { Button, Group, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { IconPlus } from '@/components/ui/icons';
import { LoadMore } from '@/components/ui/load-more';
import { LockedReason } from '@/components/ui/refusal';
import type { Session } from '@/features/sessions/api/session-types';
import { type Share, useShares } from '@/features/sessions/api/shares';
import type { ShareStep } from '@/features/sessions/components/share-dialog';
import { levelLabel, shareFacts, sharesUnder } from '@/features/sessions/components/share-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import classes from '@/features/sessions/components/share-list.module.css';

interface ShareListProps {
  readonly session: Session;
  readonly onStep: (step: ShareStep) => void;
}

/** Who has the session; what was passed on stands under the share that it came from. */
export function ShareList({ session, onStep }: ShareListProps) {
  const { team } = useCurrentTeam();
  const maySee = isAllowed(session, 'session.access.read');
  const shares = useShares(team.id, session.id, maySee ? 'wanted' : 'not_allowed');
  const given = shares.data?.pages.flatMap(({ items }) => items);
  const whyUnseen = session.refused['session.access.read'];
  const whyNotGiven = session.refused['session.share'];
  return (
    <Stack gap="lg">
      {maySee && shares.isPending && <Skeleton h={72} role="status" aria-label="Loading the shares" />}
      <Failure error={shares.error} onRetry={() => void shares.refetch()} />
      {!maySee && whyUnseen && <LockedReason why={whyUnseen} />}
      {given?.length === 0 && (
        <Text c="dimmed" size="sm">
          This session is shared with nobody.
        </Text>
      )}
      {given && given.length > 0 && (
        <>
          <div role="group" aria-label="Shared with">
            <Branch shares={given} parent={null} onStep={onStep} />
          </div>
          <LoadMore list={shares} />
          <Text size="sm" c="dimmed">
            When a share is lowered or ends, what was passed on from it is lowered or ends with it. Whoever
            leaves the team loses every share.
          </Text>
        </>
      )}
      {isAllowed(session, 'session.share') ? (
        <Group justify="flex-end">
          <Button leftSection={<IconPlus size={16} />} onClick={() => onStep({ name: 'give' })}>
            Add a colleague
          </Button>
        </Group>
      ) : (
        whyNotGiven && <LockedReason why={whyNotGiven} />
      )}
    </Stack>
  );
}

interface BranchProps {
  readonly shares: readonly Share[];
  readonly parent: Share | null;
  readonly onStep: (step: ShareStep) => void;
}

function Branch({ shares, parent, onStep }: BranchProps) {
  const here = sharesUnder(shares, parent);
  if (here.length === 0) return null;
  return (
    <ul
      className={parent ? classes['onwards'] : classes['shares']}
      aria-label={parent ? `Passed on by ${parent.member.name}` : undefined}
    >
      {here.map((share) => (
        <li key={share.id}>
          <ShareRow share={share} onStep={onStep} />
          <Branch shares={shares} parent={share} onStep={onStep} />
        </li>
      ))}
    </ul>
  );
}

interface ShareRowProps {
  readonly share: Share;
  readonly onStep: (step: ShareStep) => void;
}

function ShareRow({ share, onStep }: ShareRowProps) {
  const { name } = share.member;
  return (
    <div className={classes['row']}>
      <div className={classes['words']}>
        <span className={classes['name']}>{name}</span>{' '}
        <span className={classes['level']}>{levelLabel(share.level)}</span>
        <div className={classes['facts']}>{shareFacts(share)}</div>
      </div>
      <Group gap={4}>
        {isAllowed(share, 'session.share') && (
          <Button variant="subtle" size="compact-sm" onClick={() => onStep({ name: 'change', share })}>
            Change<VisuallyHidden> the share with {name}</VisuallyHidden>
          </Button>
        )}
        {isAllowed(share, 'session.unshare') && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            onClick={() => onStep({ name: 'end', share })}
          >
            End<VisuallyHidden> the share with {name}</VisuallyHidden>
          </Button>
        )}
      </Group>
    </div>
  );
}
