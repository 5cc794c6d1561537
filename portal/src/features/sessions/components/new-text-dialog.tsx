import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { type TextPlace, useCreateText } from '@/features/sessions/api/texts';
import { textWords } from '@/features/sessions/components/text-words';
import { useTemplates } from '@/features/templates/api/templates';
import { showFieldErrors } from '@/lib/form-errors';
import { useIdempotencyKey } from '@/lib/idempotency';
import { hasCode } from '@/lib/problem';
import { toast } from '@/lib/toast';

interface NewTextDialogProps {
  readonly place: TextPlace;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onCreated: (id: string) => void;
}

export function NewTextDialog(props: NewTextDialogProps) {
  const { one } = textWords[props.place.kind];
  return (
    <Dialog title={`New ${one}`} opened={props.opened} onClose={props.onClose}>
      <NewTextForm {...props} />
    </Dialog>
  );
}

function NewTextForm({ place, onClose, onCreated }: NewTextDialogProps) {
  const words = textWords[place.kind];
  const templates = useTemplates(place.team, words.template);
  const create = useCreateText(place);
  const key = useIdempotencyKey();
  const form = useForm({
    initialValues: { template: null as string | null, title: '' },
    // With a template its name is the title.
    validate: {
      title: (title, { template }) =>
        template || title.trim() !== '' ? null : 'Enter a title, or choose a template.',
    },
  });
  const isNamed = form.values.template !== null;
  const submit = form.onSubmit(({ template, title }) => {
    const body = { ...(template ? { template } : {}), ...(title.trim() === '' ? {} : { title }) };
    create.mutate(
      { body, headers: key.keyFor(body) },
      {
        onSuccess: ({ value }) => {
          onCreated(value.id);
          onClose();
        },
        onError: (error) => {
          // It was created the first time; its answer was lost on the way.
          if (hasCode(error, 'not_replayable')) {
            toast(`The ${words.one} was created already. It is in the list.`);
            onClose();
          } else showFieldErrors(form, error);
        },
      },
    );
  });
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit={`Create ${words.one}`} busy={create.isPending}>
      <Select
        label="Template (optional)"
        description="Its placeholders are filled from this session."
        placeholder="Begin with an empty page"
        clearable
        searchable
        data={(templates.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        nothingFoundMessage={templates.isPending ? 'Loading the templates…' : 'No template found'}
        disabled={templates.isError}
        {...form.getInputProps('template')}
      />
      <Failure error={templates.error} onRetry={() => void templates.refetch()} />
      <TextInput
        label={isNamed ? 'Title (optional)' : 'Title'}
        maxLength={200}
        required={!isNamed}
        {...form.getInputProps('title')}
      />
      <Failure error={create.error} fields={['template', 'title']} />
    </DialogForm>
  );
}
