import type { ReactNode } from 'react';
import { EitherOne, Overtaken } from '@/components/ui/overtaken';
import type { SettingsDraft } from '@/features/settings/components/settings-draft';
import { type SettingsField, settingNames } from '@/features/settings/components/settings-values';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useMember } from '@/features/team/api/members';
import { useRoleNames, useRolesWith } from '@/features/team/api/roles';
import { memberName } from '@/features/team/components/member-name';
import { count, listed } from '@/lib/plural';

/** Fields that somebody else saved meanwhile: both values, and the choice between them. */
export function SettingsConflicts({ draft }: { draft: SettingsDraft }) {
  if (draft.conflicts.length === 0) return null;
  return (
    <Overtaken title="Somebody changed the same setting meanwhile">
      {draft.conflicts.map(({ field, theirs, mine }) => (
        <EitherOne
          key={field}
          name={settingNames[field]}
          theirs={<Words field={field} value={theirs} />}
          mine={<Words field={field} value={mine} />}
          onTakeTheirs={() => draft.takeTheirs(field)}
          onKeepMine={() => draft.keepMine(field)}
        />
      ))}
    </Overtaken>
  );
}

function Words({ field, value }: { field: SettingsField; value: unknown }): ReactNode {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value === null || value === '') return field === 'content_footer' ? 'none' : 'off';
  if (field === 'retention_days') return `after ${count(Number(value), 'day')}`;
  if (field === 'sign_out_minutes') return `after ${count(Number(value), 'minute')}`;
  if (field === 'session_view.audience_roles') return <Roles roles={value as string[]} />;
  if (field === 'session_view.audience_members') return <Members members={value as string[]} />;
  return String(value);
}

function Roles({ roles }: { roles: readonly string[] }) {
  const { team } = useCurrentTeam();
  useRolesWith(team.id, roles);
  const known = useRoleNames(team.id)(roles);
  return known.length === 0 ? 'none' : listed(known);
}

function Members({ members }: { members: readonly string[] }) {
  if (members.length === 0) return 'nobody';
  return members.map((member, index) => (
    <span key={member}>
      {index > 0 && ', '}
      <MemberWords member={member} />
    </span>
  ));
}

function MemberWords({ member }: { member: string }) {
  const { team } = useCurrentTeam();
  const loaded = useMember(team.id, member);
  return loaded.data ? memberName(loaded.data.value) : member;
}
