// Asks the server whether the caller may do something, and why not, for the hint of a disabled control.
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

async function evaluate(question: Question): Promise<Decision> {
  const body = {
    subject: { type: 'member', id: question.subject },
    action: { name: question.action },
    resource: question.resource,
  };
  return (await answer(api.POST('/access/v1/evaluation', { body }))) as Decision;
}

function useDecision(question: Question | null) {
  return useQuery({
    queryKey: ['team', 'decision', question],
    queryFn: () => (question ? evaluate(question) : null),
    enabled: question !== null,
    staleTime: 5_000,
  });
}

/** The reason as sentences; asked only once `wanted`. */
export function useWhy(question: Question, wanted: boolean): string {
  const reply = useDecision(wanted ? question : null);
  if (reply.isError) return 'The reason could not be loaded.';
  return reply.data ? sentences(reply.data) : 'Loading the reason…';
}

/** Does the server permit it? For an action that no object lists among its `allowed_actions`. Null asks nothing. */
export function useIsPermitted(question: Question | null): boolean {
  return useDecision(question).data?.decision ?? false;
}
