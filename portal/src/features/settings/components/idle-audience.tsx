import { Box } from '@mantine/core';
import { AudienceRoles } from '@/features/settings/components/audience-roles';
import type { SettingsDraft } from '@/features/settings/components/settings-draft';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useRoles } from '@/features/team/api/roles';
import type { Why } from '@/lib/problem';

interface IdleAudienceProps {
  readonly draft: SettingsDraft;
  readonly saved: readonly string[];
  readonly lock: Why | null;
}

/**
 * The audience of a Session View without effect. It is shown for its custom roles: they cannot be deleted while they
 * stand in it. A plan without Session View lets them be taken out, so that none but those are offered then.
 */
export function IdleAudience({ draft, saved, lock }: IdleAudienceProps) {
  const { team } = useCurrentTeam();
  const { data: roles } = useRoles(team.id);
  const named = [...saved, ...draft.values['session_view.audience_roles']];
  const isBuiltIn = (id: string) => roles?.some((role) => role.id === id && role.built_in);
  if (!roles || named.every(isBuiltIn)) return null;
  if (lock && lock.rule !== 'plan_lacks_feature') return null;
  const words = [
    !draft.values['session_view.enabled'] && 'Without effect while Session View is off.',
    lock && 'Until the plan includes Session View, roles can only be taken out.',
  ];
  return (
    <Box pl={{ base: 0, xs: 46 }}>
      <AudienceRoles
        draft={draft}
        description={words.filter(Boolean).join(' ')}
        {...(lock ? { only: named } : {})}
      />
    </Box>
  );
}
