import { Checkbox, Stack, Text } from '@mantine/core';
import { Section } from '@/components/ui/section';
import type { Settings } from '@/features/settings/api/settings';
import { AudienceMembers } from '@/features/settings/components/audience-members';
import { AudienceRoles } from '@/features/settings/components/audience-roles';
import { IdleAudience } from '@/features/settings/components/idle-audience';
import { SettingSwitch } from '@/features/settings/components/setting-field';
import type { SettingsDraft } from '@/features/settings/components/settings-draft';

interface SessionViewSectionProps {
  readonly draft: SettingsDraft;
  readonly settings: Settings;
}

export function SessionViewSection({ draft, settings }: SessionViewSectionProps) {
  const { values, errors } = draft;
  const lock = settings.locks.session_view;
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
        lock={lock}
        error={errors['session_view.enabled'] ?? errors['session_view']}
      >
        {isOn && lock?.rule === 'plan_lacks_feature' && (
          <Text size="sm">It is remembered as on, and has no effect until the plan includes it.</Text>
        )}
        {isOn && lock === null ? (
          <Audience draft={draft} />
        ) : (
          <IdleAudience draft={draft} saved={settings.session_view.audience_roles} lock={lock} />
        )}
      </SettingSwitch>
    </Section>
  );
}

function Audience({ draft }: { draft: SettingsDraft }) {
  const { values, errors } = draft;
  return (
    <Stack gap="md" pl={{ base: 0, xs: 46 }}>
      <AudienceRoles draft={draft} />
      <AudienceMembers
        value={values['session_view.audience_members']}
        onChange={(members) => draft.set('session_view.audience_members', members)}
        errors={errors}
      />
      <Checkbox
        label="Transcripts too"
        description="Otherwise notes and documents only."
        checked={values['session_view.include_transcripts']}
        onChange={(event) => draft.set('session_view.include_transcripts', event.currentTarget.checked)}
      />
    </Stack>
  );
}
