// Asks the server why the caller may not do something, for the hint of a disabled control.
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '@/lib/api-client';
import type { Action } from '@/lib/allowed';
import type { components } from '@/lib/api-types';

type Decision = components['schemas']['Decision'];

export interface Question {
  /** The caller's own member. */
  readonly subject: string;
  readonly action: Action;
  readonly resource: { readonly type: 'team' | 'member'; readonly id: string };
}

function sentences(decision: Decision): string {
  const context = decision.context;
  if (!context || decision.decision) return 'This is not possible in the present state.';
  return [context.explanation, context.remedy?.text].filter(Boolean).join(' ');
}

async function evaluate(question: Question): Promise<string> {
  const body = {
    subject: { type: 'member', id: question.subject },
    action: { name: question.action },
    resource: question.resource,
  };
  return sentences((await answer(api.POST('/access/v1/evaluation', { body }))) as Decision);
}

/** The reason as sentences; asked only once `wanted`. */
export function useWhy(question: Question, wanted: boolean): string {
  const reply = useQuery({
    queryKey: ['team', 'why', question],
    queryFn: () => evaluate(question),
    enabled: wanted,
    staleTime: 10_000,
  });
  if (reply.isError) return 'The reason could not be loaded.';
  return reply.data ?? 'Loading the reason…';
}
