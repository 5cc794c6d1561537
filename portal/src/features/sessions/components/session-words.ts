import type { SessionStatus } from '@/features/sessions/api/session-types';

export const statusWords: Record<SessionStatus, string> = {
  draft: 'Draft',
  in_progress: 'In progress',
  completed: 'Completed',
};

export const statusOptions = (Object.keys(statusWords) as SessionStatus[]).map((value) => ({
  value,
  label: statusWords[value],
}));
