// Forms whose content outlives them: a page that is left and a login that ends take nothing away.
import { useForm, type UseFormInput, type UseFormReturnType } from '@mantine/form';
import { useLayoutEffect, useMemo, useState } from 'react';
import { useAskBeforeClosing } from '@/components/ui/dialog';
import type { WritingPage } from '@/features/drafts/components/drafts';
import { usePageDrafts } from '@/features/drafts/components/drafts-provider';
import { TypedForm } from '@/features/drafts/components/typed-form';

/** The draft of a form, with what was typed into it before. It stays the same one while the form is shown. */
export function useTypedForm<Content>(
  page: WritingPage,
  key: string,
  title: string,
  words: (content: Content) => string,
): TypedForm<Content> {
  const drafts = usePageDrafts(page);
  return useState(() => drafts.of(key, () => new TypedForm(title, words)))[0];
}

/** Keeps what is typed beyond its form; null when nothing is. */
export function useKept<Content>(draft: TypedForm<Content>, content: Content | null): void {
  useLayoutEffect(() => draft.keep(content), [draft, content]);
}

/** Whether a dialog is open: it is for who comes back to what was typed in it. Closing it gives that up. */
export function useKeptDialog(page: WritingPage, key: string) {
  const drafts = usePageDrafts(page);
  const [isOpened, setOpened] = useState(() => drafts.find(key)?.unsaved() != null);
  return {
    isOpened,
    open: () => setOpened(true),
    close: () => {
      drafts.forget(key);
      setOpened(false);
    },
  };
}

export interface Typed<Values, About> {
  readonly values: Values;
  /** What the form is about, as its writer saw it. */
  readonly about: About;
}

/** A form in a dialog that begins with what was typed into it before. */
export function useKeptForm<Values extends object, About>(
  draft: TypedForm<Typed<Values, About>>,
  about: About,
  { initialValues, ...options }: UseFormInput<Values> & { readonly initialValues: Values },
): UseFormReturnType<Values> {
  const form = useForm<Values>({ ...options, initialValues: draft.content()?.values ?? initialValues });
  // Only what differs from the untouched form counts as typed.
  useState(() => form.setInitialValues(initialValues));
  const isTyped = form.isDirty();
  const { values } = form;
  useKept(
    draft,
    useMemo(() => (isTyped ? { values, about } : null), [isTyped, values, about]),
  );
  useAskBeforeClosing(isTyped, 'in_tab');
  return form;
}
