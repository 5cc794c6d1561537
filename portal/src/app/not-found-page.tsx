import { PublicCard } from '@/components/ui/public-card';
import { TextLink } from '@/components/ui/text-link';

export function NotFoundPage() {
  return (
    <PublicCard title="Not found" intro="This page does not exist, or it is not yours to see.">
      <TextLink to="/">Go to Rolecall</TextLink>
    </PublicCard>
  );
}
