import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { AddressesInput } from '@/components/ui/addresses-input';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { PriceLine } from '@/components/ui/price-line';
import { type Quote, useQuote } from '@/features/billing/api/quote';
import { PriceFailure } from '@/features/billing/components/price-failure';
import { type Typed, useKeptForm, useTypedForm } from '@/features/drafts/components/kept-form';
import { LastAttempt } from '@/features/drafts/components/last-attempt';
import { type Rows, useAddMembers, useVerdicts } from '@/features/team/api/add-members';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { type BatchResult, type NewMember, useAddMember } from '@/features/team/api/members';
import { RejectedRows } from '@/features/team/components/rejected-rows';
import { RolePicker } from '@/features/team/components/role-picker';
import { showFieldErrors } from '@/lib/form-errors';
import type { IdempotencyKey } from '@/lib/idempotency';
import { hasCode } from '@/lib/problem';
import { count } from '@/lib/plural';
import { toast } from '@/lib/toast';

interface AddMemberDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function AddMemberDialog({ opened, onClose }: AddMemberDialogProps) {
  return (
    <Dialog title="Add team member" opened={opened} onClose={onClose} size="lg">
      <AddMemberForm onClose={onClose} />
    </Dialog>
  );
}

/** Under which what is typed here is kept. */
export const newMembers = 'new';

interface Values {
  emails: string[];
  /** An address that is not among them yet. */
  begun: string;
  roles: string[];
  title: string;
}

function rowsOf({ emails, roles, title }: Values): NewMember[] {
  return emails.map((email) => (title === '' ? { email, roles } : { email, roles, title }));
}

function wordsOf({ values: { emails, begun, title } }: Typed<Values, null>): string {
  return [...emails, begun, title].filter((word) => word !== '').join('\n');
}

function AddMemberForm({ onClose }: { onClose: () => void }) {
  const { team } = useCurrentTeam();
  const draft = useTypedForm('members', newMembers, 'Add team member', wordsOf);
  const form = useKeptForm<Values, null>(draft, null, {
    initialValues: { emails: [], begun: '', roles: ['clinician'], title: '' },
  });
  const rows = rowsOf(form.values);
  const [asked] = useDebouncedValue(JSON.stringify(rows), 300);
  const ready = rows.length > 0 && form.values.roles.length > 0;
  const verdicts = useVerdicts(team.id, ready ? (JSON.parse(asked) as Rows) : null);
  const quote = useQuote(team.id, Math.max(1, rows.length));
  const price = priceOf(rows, quote.data, asked === JSON.stringify(rows) ? verdicts.data : undefined);
  const askPrice = () => void Promise.all([quote.refetch(), ready && verdicts.refetch()]);
  const add = useSave({ form, key: draft.key, onClose, askPrice });

  const submit = form.onSubmit(() => {
    if (rows.length === 0) form.setFieldError('emails', 'Enter at least one e-mail address.');
    else add.save(rows, price);
  });
  return (
    <DialogForm
      onSubmit={submit}
      onCancel={onClose}
      submit="Save"
      busy={add.isPending}
      summary={
        quote.isError ? (
          <Failure error={quote.error} onRetry={() => void quote.refetch()} />
        ) : (
          price !== null && <PriceLine quote={price} />
        )
      }
    >
      <AddressesInput
        label="E-mail address"
        description="One or several; press Enter after each."
        value={form.values.emails}
        onChange={(emails) => form.setFieldValue('emails', emails)}
        begun={form.values.begun}
        onBegun={(begun) => form.setFieldValue('begun', begun)}
        error={form.errors['emails'] ?? form.errors['email']}
      />
      <RejectedRows results={add.rejected ?? verdicts.data?.results ?? []} />
      <RolePicker
        team={team.id}
        value={form.values.roles}
        onChange={(roles) => form.setFieldValue('roles', roles)}
        error={form.values.roles.length === 0 ? 'A member holds at least one role.' : form.errors['roles']}
      />
      <TextInput
        label="Title (optional)"
        description="Shown beside the name, for example Doctor or Receptionist. It grants nothing."
        maxLength={100}
        {...form.getInputProps('title')}
      />
      <LastAttempt of={draft.key} check="the list of members" />
      <PriceFailure error={add.error} fields={['email', 'roles', 'title']} />
    </DialogForm>
  );
}

/**
 * The price that is shown, and goes with what is saved: of several rows only the good ones are paid, and it is theirs, who may
 * have paid before a trial. Undefined while it is asked, null where nothing is to pay.
 */
function priceOf(
  rows: readonly NewMember[],
  quote: Quote | undefined,
  verdicts: BatchResult | undefined,
): Quote | undefined | null {
  if (rows.length >= 2 && verdicts?.created === 0) return null;
  if (verdicts?.price) return verdicts.price;
  return quote?.seats === Math.max(1, rows.length) ? quote : undefined;
}

interface Saving {
  readonly form: UseFormReturnType<Values>;
  readonly key: IdempotencyKey;
  readonly onClose: () => void;
  readonly askPrice: () => void;
}

/** All goes with the price that was shown. Several addresses go as a batch whose bad rows stay in the dialog. */
function useSave({ form, key, onClose, askPrice }: Saving) {
  const { team } = useCurrentTeam();
  const one = useAddMember(team.id);
  const several = useAddMembers(team.id);
  const failed = (error: unknown) => {
    showFieldErrors(form, error);
    if (hasCode(error, 'quote_stale')) askPrice();
  };

  const addOne = (row: NewMember, quote: Quote | undefined | null) => {
    const body = quote ? { ...row, quote: quote.id } : row;
    const done = () => {
      toast(`${row.email} is invited.`);
      onClose();
    };
    void key.send(body, (headers) =>
      one.mutateAsync({ body, headers }, { onSuccess: done, onError: failed }),
    );
  };
  const addSeveral = (rows: NewMember[], quote: Quote | undefined | null) =>
    void key.send([rows, quote?.id], (headers) =>
      several.mutateAsync(
        { rows, quote: quote?.id, headers },
        {
          onError: failed,
          onSuccess: (result) => {
            key.done();
            if (result.created > 0) toast(`${count(result.created, 'person', 'people')} invited.`);
            if (result.rejected === 0) return onClose();
            const rejected = result.results.filter((row) => row.status === 'rejected').map((row) => row.row);
            form.setFieldValue(
              'emails',
              rows.filter((_, index) => rejected.includes(index + 1)).map((row) => row.email),
            );
          },
        },
      ),
    );
  return {
    save: (rows: NewMember[], quote: Quote | undefined | null) => {
      const [first] = rows;
      if (rows.length === 1 && first) addOne(first, quote);
      else addSeveral(rows, quote);
    },
    isPending: one.isPending || several.isPending,
    error: one.error ?? several.error,
    rejected: several.data?.results,
  };
}
