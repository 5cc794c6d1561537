import { NumberInput, Stack, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { LockedReason } from '@/components/ui/refusal';
import { Section } from '@/components/ui/section';
import type { Settings } from '@/features/settings/api/settings';
import { SettingSwitch } from '@/features/settings/components/setting-field';
import type { SettingsValues } from '@/features/settings/components/settings-values';

interface PolicyProps {
  readonly form: UseFormReturnType<SettingsValues>;
  readonly locks: Settings['locks'];
}

export function PolicySections({ form, locks }: PolicyProps) {
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
          />
        </Stack>
      </Section>
      <Section title="Clinical content">
        <Stack gap="lg">
          <Consent form={form} locks={locks} />
          <Footer form={form} locks={locks} />
          <Retention form={form} locks={locks} />
        </Stack>
      </Section>
    </>
  );
}

interface PlainSwitchProps extends PolicyProps {
  readonly field: 'require_mfa' | 'emergency_access';
  readonly label: string;
  readonly description: string;
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
      {locks.content_footer && <LockedReason why={locks.content_footer} />}
    </Stack>
  );
}

function Retention({ form, locks }: PolicyProps) {
  const days = form.values.retention_days;
  return (
    <SettingSwitch
      label="Delete sessions after a time"
      description="A legal hold on a session wins. Off keeps everything."
      checked={days !== null}
      onChange={(checked) => form.setFieldValue('retention_days', checked ? 90 : null)}
      lock={locks.retention_days}
      error={form.errors['retention_days']}
    >
      {days !== null && (
        <NumberInput
          label="Days"
          min={1}
          max={90}
          allowDecimal={false}
          maw={140}
          readOnly={locks.retention_days !== null}
          value={days}
          onChange={(value) => form.setFieldValue('retention_days', Number(value))}
        />
      )}
    </SettingSwitch>
  );
}
