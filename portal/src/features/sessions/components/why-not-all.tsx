import { LockedReason } from '@/components/ui/refusal';
import { RemedyPage } from '@/features/team/components/remedy-page';
import type { Why } from '@/lib/problem';

/** Why colleagues' sessions are missing, and the page where the reader can do something about it. */
export function WhyNotAll({ why }: { why: Why }) {
  return (
    <div role="note" aria-label="Why colleagues' sessions are not shown" style={{ marginBottom: 16 }}>
      <LockedReason why={why} />
      <RemedyPage action={why.remedy?.action} />
    </div>
  );
}
