// A form about something that others save meanwhile: what is typed is based on the version that its writer saw, and a later one
// does not slip in under it.
import type { UseFormInput, UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { type Typed, useKeptForm } from '@/features/drafts/components/kept-form';
import type { TypedForm } from '@/features/drafts/components/typed-form';
import type { Versioned } from '@/lib/api-client';

interface KeptEditOptions<Values, Thing> {
  readonly draft: TypedForm<Typed<Values, Versioned<Thing>>>;
  /** What the edit begins with. */
  readonly loaded: Versioned<Thing>;
  readonly refetch: () => Promise<{ isSuccess: boolean; data: Versioned<Thing> | undefined }>;
  readonly valuesOf: (thing: Thing) => Values;
  readonly validate?: NonNullable<UseFormInput<Values>['validate']>;
}

export interface KeptEdit<Values, Thing> {
  readonly form: UseFormReturnType<Values>;
  readonly base: Versioned<Thing>;
  /** What somebody else saved first, once it is shown. */
  readonly theirs: Versioned<Thing> | null;
  readonly showTheirs: () => Promise<void>;
  /** Goes on from what was shown of theirs; what is typed stays, and differs from that now. */
  readonly baseOn: (shown: Versioned<Thing>) => void;
}

export function useKeptEdit<Values extends object, Thing>(
  options: KeptEditOptions<Values, Thing>,
): KeptEdit<Values, Thing> {
  const { draft, loaded, refetch, valuesOf, validate } = options;
  const [base, setBase] = useState(loaded);
  const [theirs, setTheirs] = useState<Versioned<Thing> | null>(null);
  const form = useKeptForm<Values, Versioned<Thing>>(draft, base, {
    initialValues: valuesOf(base.value),
    ...(validate ? { validate } : {}),
  });
  const showTheirs = async () => {
    // Where it fails, the answer still holds what was loaded before, which is not what is saved now.
    const { isSuccess, data } = await refetch();
    if (isSuccess && data) setTheirs(data);
  };
  const baseOn = (shown: Versioned<Thing>) => {
    setBase(shown);
    setTheirs(null);
    form.setInitialValues(valuesOf(shown.value));
  };
  return { form, base, theirs, showTheirs, baseOn };
}
