import { Alert, Button, Group, Text } from '@mantine/core';
import { type MouseEvent, type RefObject, useRef } from 'react';
import { Failure } from '@/components/ui/failure';
import { followLoss } from '@/components/ui/focus-return';
import { IconClock } from '@/components/ui/icons';
import { type Settings, useSettings, useUpdateSettings } from '@/features/settings/api/settings';
import { NumberSetting } from '@/features/settings/components/number-setting';
import { SettingSwitch } from '@/features/settings/components/setting-field';
import type { SettingsDraft } from '@/features/settings/components/settings-draft';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { formatDateTime } from '@/lib/dates';
import { count } from '@/lib/plural';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

interface RetentionSettingProps {
  readonly draft: SettingsDraft;
  readonly settings: Settings;
  readonly etag: string;
}

const retentionWords =
  'A shorter time begins after seven days and can be taken back until then. ' +
  'A legal hold on a session wins. Off keeps everything.';

export function RetentionSetting({ draft, settings, etag }: RetentionSettingProps) {
  const days = draft.values.retention_days;
  const lock = settings.locks.retention_days;
  const toggle = useRef<HTMLInputElement>(null);
  return (
    <SettingSwitch
      ref={toggle}
      label="Delete sessions after a time"
      description={retentionWords}
      checked={days !== null}
      onChange={(checked) => draft.set('retention_days', checked ? 90 : null)}
      lock={lock}
      error={days === null && draft.errors['retention_days']}
    >
      {days !== null && (
        <NumberSetting
          label="Days"
          min={1}
          max={90}
          readOnly={lock !== null}
          value={days}
          onChange={(value) => draft.set('retention_days', value)}
          error={draft.errors['retention_days']}
        />
      )}
      {settings.retention_next && (
        <WaitingRetention
          now={settings.retention_days}
          next={settings.retention_next}
          etag={etag}
          toggle={toggle}
        />
      )}
    </SettingSwitch>
  );
}

interface WaitingRetentionProps {
  /** In force until then; null keeps everything. */
  readonly now: number | null;
  readonly next: NonNullable<Settings['retention_next']>;
  readonly etag: string;
  /** Takes the focus when the button to undo is gone. */
  readonly toggle: RefObject<HTMLInputElement | null>;
}

/** A shorter time that has been chosen and does not bite yet. */
function WaitingRetention({ now, next, etag, toggle }: WaitingRetentionProps) {
  const { team } = useCurrentTeam();
  const update = useUpdateSettings(team.id);
  const { refetch } = useSettings(team.id);
  const until = now === null ? 'everything is kept' : `sessions are kept for ${count(now, 'day')}`;
  const undo = ({ currentTarget: button }: MouseEvent<HTMLElement>) => {
    followLoss(button, toggle.current);
    update.mutate(
      { change: { retention_days: now }, etag },
      { onSuccess: () => toast('The shorter time is taken back.') },
    );
  };
  const loadAgain = async () => {
    await refetch();
    update.reset();
  };
  const retry = hasStatus(update.error, 412) ? { onRetry: () => void loadAgain() } : {};
  return (
    <>
      <Alert variant="light" color="amber" icon={<IconClock />} role="note" aria-label="A shorter time waits">
        <Group justify="space-between" gap="sm">
          <Text size="sm" flex="1 1 220px">
            From {formatDateTime(next.from)} sessions are deleted after {count(next.days, 'day')}. Until then{' '}
            {until}.
          </Text>
          <Button size="xs" variant="default" loading={update.isPending} onClick={undo}>
            Undo
          </Button>
        </Group>
      </Alert>
      <Failure error={update.error} {...retry} />
    </>
  );
}
