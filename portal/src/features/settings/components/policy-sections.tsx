import { Box, Stack, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { Section } from '@/components/ui/section';
import { TextLink } from '@/components/ui/text-link';
import type { Settings } from '@/features/settings/api/settings';
import { LockedSetting } from '@/features/settings/components/locked-setting';
import { NumberSetting } from '@/features/settings/components/number-setting';
import { RetentionSetting } from '@/features/settings/components/retention-setting';
import { SettingSwitch } from '@/features/settings/components/setting-field';
import type { SettingsDraft } from '@/features/settings/components/settings-draft';
import { useCurrentTeam } from '@/features/team/api/current-team';

interface PolicyProps {
  readonly draft: SettingsDraft;
  readonly locks: Settings['locks'];
}

interface PolicySectionsProps {
  readonly draft: SettingsDraft;
  readonly settings: Settings;
  readonly etag: string;
}

export function PolicySections({ draft, settings, etag }: PolicySectionsProps) {
  const { team } = useCurrentTeam();
  const { locks } = settings;
  return (
    <>
      <Section title="Sign-in and access">
        <Stack gap="lg">
          <PlainSwitch
            draft={draft}
            locks={locks}
            field="require_mfa"
            label="Require two-factor sign-in"
            description="Members need a second factor before anything of this team opens."
          />
          <PlainSwitch
            draft={draft}
            locks={locks}
            field="emergency_access"
            label="Emergency access"
            description="Lets clinicians open a patient's sessions for 60 minutes, with a reason and a review afterwards."
          >
            <Box pl={50}>
              <TextLink to="/teams/$team/emergency" params={{ team: team.id }} size="sm">
                Emergency accesses and their reviews
              </TextLink>
            </Box>
          </PlainSwitch>
          <SignOut draft={draft} locks={locks} />
        </Stack>
      </Section>
      <Section title="Clinical content">
        <Stack gap="lg">
          <Consent draft={draft} locks={locks} />
          <Footer draft={draft} locks={locks} />
          <RetentionSetting draft={draft} settings={settings} etag={etag} />
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
function PlainSwitch({ draft, locks, field, ...words }: PlainSwitchProps) {
  return (
    <SettingSwitch
      {...words}
      checked={draft.values[field]}
      onChange={(checked) => draft.set(field, checked)}
      lock={locks[field]}
      error={draft.errors[field]}
    />
  );
}

function Consent({ draft, locks }: PolicyProps) {
  const isOn = draft.values['consent_prompt.enabled'];
  return (
    <SettingSwitch
      label="Ask for the patient's consent"
      description="Starting a session shows this text and records who confirmed it, and when."
      checked={isOn}
      onChange={(enabled) => draft.set('consent_prompt.enabled', enabled)}
      lock={locks.consent_prompt}
      error={draft.errors['consent_prompt.enabled'] ?? draft.errors['consent_prompt']}
    >
      {isOn && (
        <Textarea
          label="Text of the prompt"
          autosize
          minRows={3}
          maxLength={4000}
          readOnly={locks.consent_prompt !== null}
          value={draft.values['consent_prompt.text']}
          onChange={(event) => draft.set('consent_prompt.text', event.currentTarget.value)}
          error={draft.errors['consent_prompt.text']}
        />
      )}
    </SettingSwitch>
  );
}

function Footer({ draft, locks }: PolicyProps) {
  return (
    <Stack gap="xs">
      <Textarea
        label="Footer of documents"
        description="Stands below every document of the team, in at most 12 lines. Leave it empty for none."
        autosize
        minRows={2}
        maxLength={1000}
        readOnly={locks.content_footer !== null}
        value={draft.values.content_footer}
        onChange={(event) => draft.set('content_footer', event.currentTarget.value)}
        error={draft.errors['content_footer']}
      />
      {locks.content_footer && <LockedSetting why={locks.content_footer} />}
    </Stack>
  );
}

const signOutWords =
  'After so long without activity, with a warning a minute before. ' +
  'For somebody who is in several teams the shortest time counts.';

function SignOut({ draft, locks }: PolicyProps) {
  const minutes = draft.values.sign_out_minutes;
  return (
    <SettingSwitch
      label="Sign members out automatically"
      description={signOutWords}
      checked={minutes !== null}
      onChange={(checked) => draft.set('sign_out_minutes', checked ? 15 : null)}
      lock={locks.sign_out_minutes}
      error={minutes === null && draft.errors['sign_out_minutes']}
    >
      {minutes !== null && (
        <NumberSetting
          label="Minutes"
          min={5}
          max={240}
          readOnly={locks.sign_out_minutes !== null}
          value={minutes}
          onChange={(value) => draft.set('sign_out_minutes', value)}
          error={draft.errors['sign_out_minutes']}
        />
      )}
    </SettingSwitch>
  );
}
