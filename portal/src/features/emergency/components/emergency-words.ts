import type { Verdict } from '@/features/emergency/api/emergency';

export const verdictWords: Record<Verdict, string> = {
  justified: 'Justified',
  not_justified: 'Not justified',
};
