import { Text } from '@mantine/core';
import { PublicCard } from '@/components/ui/public-card';
import { TextLink } from '@/components/ui/text-link';

export function CheckMailPage({ email }: { email: string }) {
  return (
    <PublicCard
      title="Check your mail"
      intro={email ? `We have sent a message to ${email}.` : 'We have sent you a message.'}
      footer={<TextLink to="/sign-in">Back to sign in</TextLink>}
    >
      <Text>
        Open the link in it and enter the password you have just chosen. Then your account is ready.
      </Text>
      <Text size="sm" c="dimmed">
        Nothing there? Look among unwanted mail, or check that the address is spelled right and register
        again.
      </Text>
    </PublicCard>
  );
}
