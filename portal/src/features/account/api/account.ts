import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLoginChanged } from '@/features/auth/api/me';
import { answer, api } from '@/lib/api-client';
import type { components } from '@/lib/api-types';
import { meKey } from '@/lib/query-client';

type Schemas = components['schemas'];
export type LoginItem = Schemas['LoginItem'];

const loginsKey = ['account', 'logins'] as const;

function useRefreshMe(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: meKey });
}

export function useRename() {
  return useMutation({
    mutationFn: (name: string) => answer(api.PATCH('/api/v1/me', { body: { name } })),
    onSuccess: useRefreshMe(),
  });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['ChangePassword']) => answer(api.PUT('/api/v1/auth/password', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: loginsKey }),
  });
}

export function useEnrolTotp() {
  return useMutation({
    mutationFn: (body: Schemas['Reauthentication']) => answer(api.POST('/api/v1/auth/mfa/totp', { body })),
  });
}

/** Whoever shows the recovery codes refreshes `/me` afterwards, so that the codes stay in sight. */
export function useConfirmTotp() {
  return useMutation({
    mutationFn: (code: string) => answer(api.POST('/api/v1/auth/mfa/totp/confirm', { body: { code } })),
  });
}

export function useRemoveTotp() {
  return useMutation({
    mutationFn: (body: Schemas['Reauthentication']) => answer(api.DELETE('/api/v1/auth/mfa/totp', { body })),
    onSuccess: useRefreshMe(),
  });
}

export function useMfaChanged() {
  return useRefreshMe();
}

export function useLogins() {
  return useQuery({
    queryKey: loginsKey,
    queryFn: async () => (await answer(api.GET('/api/v1/auth/logins'))).items,
  });
}

export function useEndLogin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (login: string) =>
      answer(api.DELETE('/api/v1/auth/logins/{login}', { params: { path: { login } } })),
    onSettled: () => client.invalidateQueries({ queryKey: loginsKey }),
  });
}

export function useDeleteAccount() {
  const changed = useLoginChanged();
  return useMutation({
    mutationFn: (body: Schemas['Reauthentication']) => answer(api.DELETE('/api/v1/me', { body })),
    onSuccess: changed,
  });
}
