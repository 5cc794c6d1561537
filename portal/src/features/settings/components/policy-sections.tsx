import { Box, NumberInput, Stack, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { Section } from '@/components/ui/section';
import { TextLink } from '@/components/ui/text-link';
import type { Settings } from '@/features/settings/api/settings';
import { LockedSetting } from '@/features/settings/components/locked-setting';
import { RetentionSetting } from '@/features/settings/components/retention-setting';
import { SettingSwitch } from '@/features/settings/components/setting-field';
import type { SettingsValues } from '@/features/settings/components/settings-values';
import { useCurrentTeam } from '@/features/team/api/current-team';

interface PolicyProps {
  readonly form: UseFormReturnType<SettingsValues>;
  readonly locks: Settings['locks'];
}

interface PolicySectionsProps {
  readonly form: UseFormReturnType<SettingsValues>;
  readonly settings: Settings;
  readonly etag: string;
}

export function PolicySections({ form, settings, etag }: PolicySectionsProps) {
  const { team } = useCurrentTeam();
  const { locks } = settings;
  return (
    <>
      <Section title="Sign-in and access">
        <Stack gap="lg">
          <PlainSwitch
            form={form}
            locks={locks}
            field="require_mfa"
            label="Require two-factor sign-in"
            description="Members need a second factor before anything of this team opens."
          />
          <PlainSwitch
            form={form}
            locks={locks}
            field="emergency_access"
            label="Emergency access"
            description="Lets clinicians open a patient's sessions for 60 minutes, with a reason and a review afterwards."
          >
            <Box pl={46}>
              <TextLink to="/teams/$team/emergency" params={{ team: team.id }} size="sm">
                Emergency accesses and their reviews
              </TextLink>
            </Box>
          </PlainSwitch>
          <SignOut form={form} locks={locks} />
        </Stack>
      </Section>
      <Section title="Clinical content">
        <Stack gap="lg">
          <Consent form={form} locks={locks} />
          <Footer form={form} locks={locks} />
          <RetentionSetting form={form} settings={settings} etag={etag} />
        </Stack>
      </Section>
    </>
  );
}

interface PlainSwitchProps extends PolicyProps {
  readonly field: 'require_mfa' | 'emergency_access';
  readonly label: string;
  readonly description: string;
  readonly children?: ReactNode;
}

/** A setting that is on or off and nothing else. */
function PlainSwitch({ form, locks, field, ...words }: PlainSwitchProps) {
  return (
    <SettingSwitch
      {...words}
      checked={form.values[field]}
      onChange={(checked) => form.setFieldValue(field, checked)}
      lock={locks[field]}
      error={form.errors[field]}
    />
  );
}

function Consent({ form, locks }: PolicyProps) {
  const prompt = form.values.consent_prompt;
  return (
    <SettingSwitch
      label="Ask for the patient's consent"
      description="Starting a session shows this text and records who confirmed it, and when."
      checked={prompt.enabled}
      onChange={(enabled) => form.setFieldValue('consent_prompt', { ...prompt, enabled })}
      lock={locks.consent_prompt}
      error={form.errors['consent_prompt.enabled'] ?? form.errors['consent_prompt']}
    >
      {prompt.enabled && (
        <Textarea
          label="Text of the prompt"
          autosize
          minRows={3}
          maxLength={4000}
          readOnly={locks.consent_prompt !== null}
          {...form.getInputProps('consent_prompt.text')}
        />
      )}
    </SettingSwitch>
  );
}

function Footer({ form, locks }: PolicyProps) {
  return (
    <Stack gap="xs">
      <Textarea
        label="Footer of documents"
        description="Stands below every document of the team. Leave it empty for none."
        autosize
        minRows={2}
        maxLength={1000}
        readOnly={locks.content_footer !== null}
        {...form.getInputProps('content_footer')}
      />
      {locks.content_footer && <LockedSetting why={locks.content_footer} />}
    </Stack>
  );
}

function SignOut({ form, locks }: PolicyProps) {
  const minutes = form.values.sign_out_minutes;
  return (
    <SettingSwitch
      label="Sign members out automatically"
      description="After so long without activity, with a warning a minute before. For somebody who is in several teams the shortest time counts."
      checked={minutes !== null}
      onChange={(checked) => form.setFieldValue('sign_out_minutes', checked ? 15 : null)}
      lock={locks.sign_out_minutes}
      error={minutes === null && form.errors['sign_out_minutes']}
    >
      {minutes !== null && (
        <NumberInput
          label="Minutes"
          min={5}
          max={240}
          allowDecimal={false}
          maw={140}
          readOnly={locks.sign_out_minutes !== null}
          value={minutes}
          onChange={(value) => form.setFieldValue('sign_out_minutes', Number(value))}
          error={form.errors['sign_out_minutes']}
        />
      )}
    </SettingSwitch>
  );
}
