import { Radio, Stack, Text, Textarea } from '@mantine/core';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { type Typed, useKeptForm, useTypedForm } from '@/features/drafts/components/kept-form';
import { type Emergency, useReviewEmergency, type Verdict } from '@/features/emergency/api/emergency';
import { verdictWords } from '@/features/emergency/components/emergency-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { formatDateTime } from '@/lib/dates';
import { showFieldErrors } from '@/lib/form-errors';
import { toast } from '@/lib/toast';

/** Under which what is typed here is kept. */
export const reviewedEmergency = 'review';

interface Values {
  verdict: Verdict | '';
  comment: string;
}

/** The words, and the access that they are about. */
export type ReviewedEmergency = Typed<Values, Emergency>;

function wordsOf({ values: { verdict, comment } }: ReviewedEmergency): string {
  return [verdict && verdictWords[verdict], comment].filter((word) => word !== '').join('\n');
}

/** Says once whether an emergency access was justified. */
export function ReviewForm({ access, onClose }: { access: Emergency; onClose: () => void }) {
  const { team } = useCurrentTeam();
  const review = useReviewEmergency(team.id, access.id);
  const draft = useTypedForm('emergency', reviewedEmergency, 'Review', wordsOf);
  const form = useKeptForm<Values, Emergency>(draft, access, {
    initialValues: { verdict: '', comment: '' },
    validate: { verdict: (value) => (value === '' ? 'Choose one.' : null) },
  });
  const submit = form.onSubmit(({ verdict, comment }) => {
    if (verdict === '') return;
    review.mutate(
      { verdict, comment },
      {
        onSuccess: () => {
          toast('The review is recorded.');
          onClose();
        },
        onError: (error) => showFieldErrors(form, error),
      },
    );
  });
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Record the review" busy={review.isPending}>
      <Stack gap={4}>
        <Text size="sm">
          {access.member.name} opened this on {formatDateTime(access.opened_at)} and gave this reason:
        </Text>
        <Text
          size="sm"
          component="blockquote"
          m={0}
          pl="sm"
          style={{ borderLeft: '3px solid var(--rc-line-strong)' }}
        >
          {access.reason ?? 'The reason cannot be read'}
        </Text>
      </Stack>
      <Radio.Group label="Was it justified?" required {...form.getInputProps('verdict')}>
        <Stack gap="xs" mt={8}>
          {(['justified', 'not_justified'] as const).map((verdict) => (
            <Radio key={verdict} value={verdict} label={verdictWords[verdict]} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label="Comment"
        description="Names no patient. It is kept with the access."
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('comment')}
      />
      <Failure error={review.error} fields={['verdict', 'comment']} />
    </DialogForm>
  );
}
