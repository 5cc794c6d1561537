import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { teamKey } from '@/features/team/api/teams';
import { ifMatch, type Versioned } from '@/lib/api-client';
import type { components } from '@/lib/api-types';
import { ask, askVersioned, change, teamPath } from '@/lib/clinical-request';
import { hasStatus } from '@/lib/problem';

type Schemas = components['schemas'];
/** The body is Markdown with placeholders such as {{patient.name}}. */
export type Template = Schemas['Template'];
export type TemplateKind = Schemas['TemplateKind'];
export type Visibility = Schemas['TemplateVisibility'];
export type TemplateDraft = Schemas['NewTemplate'];
export type Preview = Schemas['TemplatePreview'];
export type Placeholder = Schemas['PlaceholderList']['items'][number];

export const templatesKey = (team: string) => [...teamKey(team), 'templates'] as const;

/** Page after page: a list to choose from has to be whole. */
async function allTemplates(team: string, kind: TemplateKind | undefined): Promise<Template[]> {
  const found: Template[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Schemas['TemplateList'] = await ask('get', teamPath(team, 'templates'), {
      query: { kind, limit: 200, cursor },
    });
    found.push(...page.items);
    cursor = page.next_cursor;
  }
  return found;
}

/** The own personal templates and those of the team; of one kind where it is given. */
export function useTemplates(team: string, kind?: TemplateKind) {
  return useQuery({
    queryKey: [...templatesKey(team), 'list', kind ?? 'any'],
    queryFn: () => allTemplates(team, kind),
  });
}

/** One template with its ETag; null asks nothing. */
export function useTemplate(team: string, template: string | null) {
  return useQuery({
    queryKey: [...templatesKey(team), 'one', template],
    queryFn: () => askVersioned<Template>('get', teamPath(team, 'templates', template ?? '')),
    enabled: template !== null,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function refreshTemplates(client: QueryClient, team: string): void {
  void client.invalidateQueries({ queryKey: templatesKey(team) });
}

function useTemplatesChanged(team: string) {
  const client = useQueryClient();
  return () => refreshTemplates(client, team);
}

export function useCreateTemplate(team: string) {
  const changed = useTemplatesChanged(team);
  return useMutation({
    mutationFn: ({ body, headers }: { body: TemplateDraft; headers: { 'Idempotency-Key': string } }) =>
      ask<Template>('post', teamPath(team, 'templates'), { body, headers }),
    onSuccess: changed,
  });
}

interface TemplateChange {
  readonly name: string;
  readonly body: string;
  readonly etag: string;
  /** `copy`: a team template that we may not change stays, and what we wrote becomes a personal copy. */
  readonly of: 'itself' | 'copy';
}

export function useUpdateTemplate(team: string, template: string) {
  const changed = useTemplatesChanged(team);
  return useMutation({
    mutationFn: ({ name, body, etag, of }: TemplateChange) =>
      of === 'itself'
        ? change<Template>('patch', teamPath(team, 'templates', template), etag, { name, body })
        : askVersioned<Template>('patch', teamPath(team, 'templates', template), {
            query: { copy: 'true' },
            headers: ifMatch(etag),
            body: { name, body },
          }),
    onSuccess: changed,
  });
}

/** Deletes the template as it was seen; 412 when somebody changed it meanwhile, which is loaded then. */
export function useDeleteTemplate(team: string, template: string) {
  const changed = useTemplatesChanged(team);
  return useMutation({
    mutationFn: (seen: Versioned<Template>) =>
      ask<undefined>('delete', teamPath(team, 'templates', template), { headers: ifMatch(seen.etag) }),
    onSuccess: changed,
    onError: (error) => {
      if (hasStatus(error, 412)) changed();
    },
  });
}

/** A personal template that begins as this one; 409 `copied_already` when there is one. */
export function useCopyTemplate(team: string) {
  const changed = useTemplatesChanged(team);
  return useMutation({
    mutationFn: ({ template, headers }: { template: string; headers: { 'Idempotency-Key': string } }) =>
      ask<Template>('post', teamPath(team, 'templates', template, 'copy'), { headers }),
    onSuccess: changed,
  });
}

/** What hangs on a template, before it is deleted. */
export function useImpact(team: string, template: string) {
  return useQuery({
    queryKey: [...templatesKey(team), 'impact', template],
    queryFn: () => ask<Schemas['TemplateImpact']>('get', teamPath(team, 'templates', template, 'impact')),
    gcTime: 0,
  });
}

export function usePlaceholders(team: string) {
  return useQuery({
    queryKey: [...templatesKey(team), 'placeholders'],
    queryFn: () => ask<Schemas['PlaceholderList']>('get', teamPath(team, 'templates', 'placeholders')),
    select: ({ items }) => items,
    staleTime: Infinity,
  });
}

/** The body as it would come out with invented values, and what is wrong with it; null asks nothing. */
export function usePreview(team: string, draft: { kind: TemplateKind; body: string } | null) {
  return useQuery({
    queryKey: [...templatesKey(team), 'preview', draft],
    queryFn: () => ask<Preview>('post', teamPath(team, 'templates', 'preview'), { body: draft }),
    enabled: draft !== null,
    placeholderData: (before) => before,
    refetchOnWindowFocus: false,
  });
}
