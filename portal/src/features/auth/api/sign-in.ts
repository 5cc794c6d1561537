// Registering, signing in and out, and passwords that were forgotten.
import { useMutation } from '@tanstack/react-query';
import { endLogin, useLoginChanged } from '@/features/auth/api/me';
import { answer, api } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

type Schemas = components['schemas'];

export function useRegister() {
  return useMutation({
    mutationFn: (body: Schemas['Register']) => answer(api.POST('/api/v1/auth/register', { body })),
  });
}

export function useVerify() {
  const changed = useLoginChanged();
  return useMutation({
    mutationFn: (body: Schemas['Verify']) => answer(api.POST('/api/v1/auth/verify', { body })),
    onSuccess: changed,
  });
}

export function useSignIn() {
  const changed = useLoginChanged();
  return useMutation({
    mutationFn: (body: Schemas['Login']) => answer(api.POST('/api/v1/auth/login', { body })),
    onSuccess: changed,
  });
}

/** Signs out and stays on the page, which says when that failed. */
export function useSignOut() {
  const changed = useLoginChanged();
  return useMutation({ mutationFn: endLogin, onSuccess: changed });
}

export function useForgotPassword() {
  return useMutation({
    mutationFn: (email: string) => answer(api.POST('/api/v1/auth/password/forgot', { body: { email } })),
  });
}

export function useResetPassword() {
  return useMutation({
    mutationFn: (body: Schemas['ResetPassword']) => answer(api.POST('/api/v1/auth/password/reset', { body })),
  });
}
