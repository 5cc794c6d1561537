import { Box, Text } from '@mantine/core';
import { LockedReason } from '@/components/ui/refusal';
import { StartTrial } from '@/features/billing/components/start-trial';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useRoleNames } from '@/features/team/api/roles';
import { RemedyPage } from '@/features/team/components/remedy-page';
import { isAllowed } from '@/lib/allowed';
import { listed } from '@/lib/plural';
import type { Why } from '@/lib/problem';

/** Why a setting is locked, and the way out: for who may open it the button or the page, for others whom to ask. */
export function LockedSetting({ why, id }: { why: Why; id?: string }) {
  return (
    <div>
      <LockedReason why={why} {...(id ? { id } : {})} />
      {why.remedy && (
        <Box pl={21} mt={4}>
          <Way remedy={why.remedy} />
        </Box>
      )}
    </div>
  );
}

function Way({ remedy }: { remedy: NonNullable<Why['remedy']> }) {
  const { team } = useCurrentTeam();
  if (remedy.action === 'billing.start_trial' && isAllowed(team, 'billing.start_trial')) {
    return <StartTrial team={team.id} size="compact-sm" variant="light" />;
  }
  if (remedy.action === 'billing.upgrade' && isAllowed(team, 'billing.upgrade')) {
    return <RemedyPage action={remedy.action} />;
  }
  return <WhoCan who={remedy.who} />;
}

function WhoCan({ who }: { who: readonly string[] }) {
  const { team } = useCurrentTeam();
  const names = useRoleNames(team.id)(who.filter((one) => one !== 'owner' && one !== 'self'));
  const all = [...(who.includes('owner') ? ['Account Owner'] : []), ...names];
  if (all.length === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      Who can: {listed(all)}.
    </Text>
  );
}
