// An invitation as the invited person meets it: by the token of the mailed link.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLoginChanged } from '@/features/auth/api/me';
import { answer, api } from '@/lib/api-client';
import type { components } from '@/lib/api-types';

export type InvitationView = components['schemas']['InvitationView'];
type Accept = components['schemas']['AcceptInvitation'];

const path = (token: string) => ({ params: { path: { token } } });

export function useInvitation(token: string) {
  return useQuery({
    queryKey: ['invitation', token],
    queryFn: () => answer(api.GET('/api/v1/invitations/{token}', path(token))),
    retry: false,
  });
}

export function useAcceptInvitation(token: string) {
  const changed = useLoginChanged();
  return useMutation({
    mutationFn: (body: Accept) =>
      answer(api.POST('/api/v1/invitations/{token}/accept', { ...path(token), body })),
    onSuccess: changed,
  });
}

export function useDeclineInvitation(token: string) {
  return useMutation({
    mutationFn: (reason: string) =>
      answer(
        api.POST('/api/v1/invitations/{token}/decline', {
          ...path(token),
          body: reason === '' ? {} : { reason },
        }),
      ),
  });
}

/** Asks again, after somebody else signed in or out here. */
export function useReloadInvitation(token: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['invitation', token] });
}
