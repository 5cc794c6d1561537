import { Checkbox, Group, Stack, Text } from '@mantine/core';
import { Section } from '@/components/ui/section';
import type { Settings } from '@/features/settings/api/settings';
import { AudienceMembers } from '@/features/settings/components/audience-members';
import { SettingSwitch } from '@/features/settings/components/setting-field';
import type { SettingsDraft } from '@/features/settings/components/settings-draft';
import { errorUnder } from '@/features/settings/components/settings-values';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useRoles } from '@/features/team/api/roles';

interface SessionViewSectionProps {
  readonly draft: SettingsDraft;
  readonly locks: Settings['locks'];
}

export function SessionViewSection({ draft, locks }: SessionViewSectionProps) {
  const { team } = useCurrentTeam();
  const roles = useRoles(team.id);
  const choice = roles.data ?? [];
  const { values, errors } = draft;
  /** In the order of the catalogue, and without a role that was deleted while it was ticked here. */
  const setRoles = (ticked: readonly string[]) =>
    draft.set(
      'session_view.audience_roles',
      choice.map(({ id }) => id).filter((id) => ticked.includes(id)),
    );
  const isOn = values['session_view.enabled'];
  return (
    <Section
      title="Session View"
      intro="Lets chosen colleagues read the clinical sessions of all clinicians. Every clinician sees that it is on."
    >
      <SettingSwitch
        label="Session View"
        description="Off by default."
        checked={isOn}
        onChange={(enabled) => draft.set('session_view.enabled', enabled)}
        lock={locks.session_view}
        error={errors['session_view.enabled'] ?? errors['session_view']}
      >
        {isOn && locks.session_view?.rule === 'plan_lacks_feature' && (
          <Text size="sm">It is remembered as on, and has no effect until the plan includes it.</Text>
        )}
        {isOn && locks.session_view === null && (
          <Stack gap="md" pl={{ base: 0, xs: 46 }}>
            <Checkbox.Group
              label="Roles that may read"
              value={values['session_view.audience_roles']}
              onChange={setRoles}
              error={errorUnder(errors, 'session_view.audience_roles')}
            >
              <Group gap="lg" mt={8}>
                {choice.map((role) => (
                  <Checkbox key={role.id} value={role.id} label={role.name} />
                ))}
              </Group>
            </Checkbox.Group>
            <AudienceMembers
              value={values['session_view.audience_members']}
              onChange={(members) => draft.set('session_view.audience_members', members)}
              error={errorUnder(errors, 'session_view.audience_members')}
            />
            <Checkbox
              label="Transcripts too"
              description="Otherwise notes and documents only."
              checked={values['session_view.include_transcripts']}
              onChange={(event) => draft.set('session_view.include_transcripts', event.currentTarget.checked)}
            />
          </Stack>
        )}
      </SettingSwitch>
    </Section>
  );
}
