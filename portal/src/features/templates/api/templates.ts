import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { teamKey } from '@/features/team/api/teams';
import type { HasAllowedActions } from '@/lib/allowed';
import { ask, askVersioned, change, teamPath } from '@/lib/clinical-request';
import { ifMatch } from '@/lib/api-client';
import type { Why } from '@/lib/problem';

export type TemplateKind = 'note' | 'document';
export type Visibility = 'personal' | 'team';

export interface Template extends HasAllowedActions {
  readonly id: string;
  readonly visibility: Visibility;
  readonly kind: TemplateKind;
  readonly name: string;
  /** Markdown with placeholders such as {{patient.name}}. */
  readonly body: string;
  readonly version: number;
  readonly author: { readonly id: string; readonly name: string };
  /** The template that this is a personal copy of, and how many versions it is behind it. */
  readonly copied_from: {
    readonly template: string;
    readonly version: number;
    readonly behind: number;
  } | null;
  readonly refused: Readonly<Record<string, Why>>;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface Placeholder {
  readonly name: string;
  /** What it is replaced with. */
  readonly sentence: string;
}

export interface Preview {
  readonly errors: readonly {
    readonly line: number;
    readonly column: number;
    readonly placeholder: string;
    readonly detail: string;
  }[];
  readonly rendered: string;
}

export interface TemplateDraft {
  readonly kind: TemplateKind;
  readonly visibility: Visibility;
  readonly name: string;
  readonly body: string;
}

const templatesKey = (team: string) => [...teamKey(team), 'templates'] as const;

/** The own personal templates and those of the team; of one kind where it is given. */
export function useTemplates(team: string, kind?: TemplateKind) {
  return useQuery({
    queryKey: [...templatesKey(team), 'list', kind ?? 'any'],
    queryFn: () =>
      ask<{ items: Template[] }>('get', teamPath(team, 'templates'), { query: { kind, limit: 200 } }),
    select: ({ items }) => items,
  });
}

/** One template with its ETag. */
export function useTemplate(team: string, template: string) {
  return useQuery({
    queryKey: [...templatesKey(team), 'one', template],
    queryFn: () => askVersioned<Template>('get', teamPath(team, 'templates', template)),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

function useTemplatesChanged(team: string) {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: templatesKey(team) });
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

export function useDeleteTemplate(team: string, template: string) {
  const changed = useTemplatesChanged(team);
  return useMutation({
    mutationFn: () => ask<undefined>('delete', teamPath(team, 'templates', template)),
    onSuccess: changed,
  });
}

/** What hangs on a template, before it is deleted. */
export function useImpact(team: string, template: string) {
  return useQuery({
    queryKey: [...templatesKey(team), 'impact', template],
    queryFn: () =>
      ask<{ personal_copies: number; notes: number; documents: number }>(
        'get',
        teamPath(team, 'templates', template, 'impact'),
      ),
    gcTime: 0,
  });
}

export function usePlaceholders(team: string) {
  return useQuery({
    queryKey: [...templatesKey(team), 'placeholders'],
    queryFn: () => ask<{ items: Placeholder[] }>('get', teamPath(team, 'templates', 'placeholders')),
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
