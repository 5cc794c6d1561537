import { Stack, Text } from '@mantine/core';
import { Page } from '@/components/ui/page';
import { PublicCard } from '@/components/ui/public-card';
import { TextLink } from '@/components/ui/text-link';

const words = 'This page does not exist, or it is not yours to see.';

/** Inside the frame of the signed-in pages, which has the way on. */
export function NotFoundInside() {
  return (
    <Page title="Not found" width="reading">
      <Stack>
        <Text>{words}</Text>
        <TextLink to="/">Go to your team</TextLink>
      </Stack>
    </Page>
  );
}

export function NotFoundPage() {
  return (
    <PublicCard title="Not found" intro={words}>
      <TextLink to="/">Go to Rolecall</TextLink>
    </PublicCard>
  );
}
