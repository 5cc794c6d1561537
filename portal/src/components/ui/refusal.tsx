import { Alert, Anchor, Text } from '@mantine/core';
import { IconLock } from '@/components/ui/icons';
import type { Why } from '@/lib/problem';

/** Rules that the reader can meet alone, each with the page where that is done. */
const ways: Record<string, { href: string; label: string }> = {
  sign_in_again: { href: '/sign-in?again=true', label: 'Sign in again' },
  mfa_required: { href: '/account', label: 'Open your account to set up two-factor sign-in' },
};

/** What the server refused, in its own words: why, and what helps. */
export function Refusal({ why }: { why: Why }) {
  const way = ways[why.rule];
  return (
    <Alert role="alert" color="amber" variant="light" icon={<IconLock />} title="Not allowed">
      <Text size="sm">{why.explanation}</Text>
      {why.remedy && (
        <Text size="sm" mt={4}>
          {why.remedy.text}
        </Text>
      )}
      {way && (
        <Anchor href={way.href} size="sm" mt={4} display="inline-block">
          {way.label}
        </Anchor>
      )}
    </Alert>
  );
}

/** Why a control is locked, beside it. */
export function LockedReason({ why, id }: { why: Why; id?: string }) {
  return (
    <Text size="sm" c="dimmed" id={id} display="flex" style={{ gap: 6 }}>
      <span style={{ flex: 'none', lineHeight: 1.3 }}>
        <IconLock size={15} />
      </span>
      <span>{[why.explanation, why.remedy?.text].filter(Boolean).join(' ')}</span>
    </Text>
  );
}
