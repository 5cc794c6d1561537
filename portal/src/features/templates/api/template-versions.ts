// The versions of a template; an old one can be made the newest again.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refreshTemplates, type Template, templatesKey } from '@/features/templates/api/templates';
import { ifMatch } from '@/lib/api-client';
import type { components } from '@/lib/api-types';
import { askVersioned, ask, teamPath } from '@/lib/clinical-request';

type Schemas = components['schemas'];
export type TemplateVersion = Schemas['TemplateVersion'];
export type TemplateVersionText = Schemas['TemplateVersionWithBody'];

/** Newest first. */
export function useTemplateVersions(team: string, template: string) {
  return useInfiniteQuery({
    queryKey: [...templatesKey(team), 'versions', template],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      ask<Schemas['TemplateVersionList']>('get', teamPath(team, 'templates', template, 'versions'), {
        query: { limit: 200, cursor: pageParam },
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** One version, which never changes; one below the first asks nothing. */
export function useTemplateVersion(team: string, template: string, version: number) {
  return useQuery({
    queryKey: [...templatesKey(team), 'version', template, version],
    queryFn: () =>
      ask<TemplateVersionText>('get', teamPath(team, 'templates', template, 'versions', String(version))),
    enabled: version > 0,
    staleTime: Infinity,
  });
}

export function useRestoreTemplate(team: string, template: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      version,
      etag,
      key,
    }: {
      version: number;
      etag: string;
      key: { 'Idempotency-Key': string };
    }) =>
      askVersioned<Template>('post', teamPath(team, 'templates', template, 'restore'), {
        headers: { ...ifMatch(etag), ...key },
        body: { version },
      }),
    onSuccess: () => refreshTemplates(client, team),
  });
}
