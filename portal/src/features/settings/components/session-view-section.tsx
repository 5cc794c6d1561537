import { Checkbox, Group, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Section } from '@/components/ui/section';
import type { Settings } from '@/features/settings/api/settings';
import { AudienceMembers } from '@/features/settings/components/audience-members';
import { SettingSwitch } from '@/features/settings/components/setting-field';
import type { SettingsValues } from '@/features/settings/components/settings-values';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useRoles } from '@/features/team/api/roles';

interface SessionViewSectionProps {
  readonly form: UseFormReturnType<SettingsValues>;
  readonly locks: Settings['locks'];
}

export function SessionViewSection({ form, locks }: SessionViewSectionProps) {
  const { team } = useCurrentTeam();
  const roles = useRoles(team.id);
  const builtIn = (roles.data ?? []).filter((role) => role.built_in);
  const view = form.values.session_view;
  const change = (part: Partial<SettingsValues['session_view']>) =>
    form.setFieldValue('session_view', { ...view, ...part });
  return (
    <Section
      title="Session View"
      intro="Lets chosen colleagues read the clinical sessions of all clinicians. Every clinician sees that it is on."
    >
      <SettingSwitch
        label="Session View"
        description="Off by default."
        checked={view.enabled}
        onChange={(enabled) => change({ enabled })}
        lock={locks.session_view}
        error={form.errors['session_view.enabled'] ?? form.errors['session_view']}
      >
        {view.enabled && locks.session_view?.rule === 'plan_lacks_feature' && (
          <Text size="sm">It is remembered as on, and has no effect until the plan includes it.</Text>
        )}
        {view.enabled && locks.session_view === null && (
          <Stack gap="md" pl={{ base: 0, xs: 46 }}>
            <Checkbox.Group
              label="Roles that may read"
              value={view.audience_roles}
              onChange={(audience_roles) => change({ audience_roles })}
              error={form.errors['session_view.audience_roles']}
            >
              <Group gap="lg" mt={8}>
                {builtIn.map((role) => (
                  <Checkbox key={role.id} value={role.id} label={role.name} />
                ))}
              </Group>
            </Checkbox.Group>
            <AudienceMembers
              value={view.audience_members}
              onChange={(audience_members) => change({ audience_members })}
              error={form.errors['session_view.audience_members']}
            />
            <Checkbox
              label="Transcripts too"
              description="Otherwise notes and documents only."
              checked={view.include_transcripts}
              onChange={(event) => change({ include_transcripts: event.currentTarget.checked })}
            />
          </Stack>
        )}
      </SettingSwitch>
    </Section>
  );
}
