import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { DialogForm } from '@/components/ui/dialog';
import { LateFailure } from '@/components/ui/late-failure';
import type { Session } from '@/features/sessions/api/session-types';
import {
  type Share,
  type ShareChange,
  type ShareLevel,
  useGiveShare,
  useSharePreview,
} from '@/features/sessions/api/shares';
import { SharePreviewView } from '@/features/sessions/components/share-preview';
import { allWith, levels, seenWords, sharesUnder } from '@/features/sessions/components/share-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { MemberSelect } from '@/features/team/components/member-select';
import { useNow } from '@/lib/clock';
import { endOfLocalDay, formatEnd, isDate, lastDay, localDay } from '@/lib/dates';
import { showFieldErrors } from '@/lib/form-errors';
import { toast } from '@/lib/toast';

interface ShareFormProps {
  readonly session: Session;
  /** The share that is changed; without it, a colleague is chosen. */
  readonly share?: Share;
  /** All shares of the session, to tell what hangs under the changed one. */
  readonly shares?: readonly Share[];
  readonly onDone: () => void;
}

interface Values {
  member: string | null;
  level: ShareLevel;
  /** The last local day; empty: without end. */
  expires_at: string;
}

/** The last local day before an instant. */
function dayBefore(instant: string | null | undefined): string {
  return instant ? localDay(Date.parse(instant) - 1) : '';
}

function isEnd(day: string): boolean {
  return day === '' || isDate(day);
}

/** A day that was not touched stays at the instant it stood for, which need not be the end of the reader's day. */
function changeOf({ level, expires_at }: Values, share: Share | undefined): ShareChange {
  if (share && expires_at === dayBefore(share.expires_at)) return { level, expires_at: share.expires_at };
  return { level, expires_at: expires_at === '' ? null : endOfLocalDay(expires_at) };
}

export function ShareForm({ session, share, shares = [], onDone }: ShareFormProps) {
  const { team } = useCurrentTeam();
  const give = useGiveShare(team.id, session.id);
  const now = useNow();
  const theirs = share && allWith(share, shares);
  const form = useForm<Values>({
    initialValues: {
      member: share?.member.id ?? null,
      level: share?.level ?? 'view',
      expires_at: dayBefore(share?.expires_at),
    },
    validate: {
      member: (member) => (member ? null : 'Choose a colleague.'),
      expires_at: (day) => (isEnd(day) ? null : 'Choose a day, or none.'),
    },
  });
  const submit = form.onSubmit((values) =>
    give.mutate(
      { member: values.member ?? '', change: changeOf(values, share), seen: theirs },
      {
        onSuccess: ({ member, expires_at }) => {
          toast(`Shared with ${member.name}${expires_at ? ` until ${formatEnd(expires_at)}` : ''}.`);
          onDone();
        },
        onError: (error) => showFieldErrors(form, error),
      },
    ),
  );
  return (
    <DialogForm
      onSubmit={submit}
      onCancel={onDone}
      submit={share ? 'Save' : 'Share'}
      busy={give.isPending}
      disabled={share !== undefined && !form.isDirty()}
    >
      {!share && (
        <MemberSelect
          team={team.id}
          label="Colleague"
          placeholder="Choose a colleague"
          except={[team.my_member.id, session.clinician.id]}
          required
          value={form.values.member}
          onChange={(member) => form.setFieldValue('member', member)}
          error={form.errors['member']}
        />
      )}
      <Radio.Group label="Level" {...form.getInputProps('level')}>
        <Stack gap="xs" mt={6}>
          {levels.map(({ value, label, description }) => (
            <Radio key={value} value={value} label={label} description={description} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        type="date"
        label="Ends after (optional)"
        description="The last day, in your time zone. Empty: until somebody ends it."
        maw={320}
        min={localDay(now)}
        max={lastDay}
        {...form.getInputProps('expires_at')}
      />
      {share && sharesUnder(shares, share).length > 0 && (
        <Text size="sm">
          {share.member.name} has passed this session on. Without a full share that ends too, and it lasts no
          longer than this share.
        </Text>
      )}
      {isEnd(form.values.expires_at) && <SharePreview session={session} values={form.values} share={share} />}
      <LateFailure
        error={give.error}
        what="share"
        seen={give.variables?.seen && seenWords(give.variables.seen)}
        now={theirs ? seenWords(theirs) : ''}
        fields={['member', 'level', 'expires_at']}
      />
    </DialogForm>
  );
}

interface SharePreviewProps {
  readonly session: Session;
  readonly values: Values;
  readonly share: Share | undefined;
}

/** What the colleague would gain or lose today; what is refused says so when it is saved. */
function SharePreview({ session, values, share }: SharePreviewProps) {
  const { team } = useCurrentTeam();
  const change = changeOf(values, share);
  const isChanged = !share || change.level !== share.level || change.expires_at !== share.expires_at;
  const wanted = values.member && isChanged ? { member: values.member, change } : null;
  const [asked] = useDebouncedValue(JSON.stringify(wanted), 250);
  const preview = useSharePreview(team.id, session.id, JSON.parse(asked) as typeof wanted);
  if (!wanted || preview.isError) return null;
  return (
    <div aria-live="polite">
      <SharePreviewView preview={preview.data} />
    </div>
  );
}
