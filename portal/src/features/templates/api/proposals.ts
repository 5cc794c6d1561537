// What members would like the templates of the team to be.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { refreshTemplates, templatesKey } from '@/features/templates/api/templates';
import type { components } from '@/lib/api-types';
import { ask, teamPath } from '@/lib/clinical-request';

type Schemas = components['schemas'];
export type Proposal = Schemas['TemplateProposal'];
export type NewProposal = Schemas['NewTemplateProposal'];
export type ProposalState = Schemas['ProposalState'];

const path = (team: string, ...parts: string[]) => teamPath(team, 'templates', 'proposals', ...parts);

/** The own ones, and everybody's for who creates templates of the team; newest first. */
export function useProposals(team: string, state: ProposalState | undefined) {
  return useInfiniteQuery({
    queryKey: [...templatesKey(team), 'proposals', state ?? 'any'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      ask<Schemas['TemplateProposalList']>('get', path(team), {
        query: { state, limit: 50, cursor: pageParam },
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
}

export function usePropose(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, headers }: { body: NewProposal; headers: { 'Idempotency-Key': string } }) =>
      ask<Proposal>('post', path(team), { body, headers }),
    onSuccess: () => refreshTemplates(client, team),
  });
}

export type ProposalEnding =
  | { readonly act: 'withdraw' }
  /** `version`: of the template that the reviewer compared with. */
  | { readonly act: 'accept'; readonly version: number | undefined }
  | { readonly act: 'decline'; readonly answer: string };

export function useEndProposal(team: string, proposal: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ending: ProposalEnding): Promise<unknown> => {
      if (ending.act === 'decline') {
        return ask('post', path(team, proposal, 'decline'), { body: { answer: ending.answer } });
      }
      return ending.act === 'accept'
        ? ask('post', path(team, proposal, 'accept'), { body: { version: ending.version } })
        : ask('delete', path(team, proposal));
    },
    // What was decided meanwhile by somebody else shows then as well.
    onSettled: () => refreshTemplates(client, team),
  });
}
