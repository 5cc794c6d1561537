import { Group, Stack, Text } from '@mantine/core';
import { IconCheck } from '@/components/ui/icons';
import { LockedReason } from '@/components/ui/refusal';
import { Section } from '@/components/ui/section';
import type { Billing } from '@/features/billing/api/billing';
import { featureWords } from '@/features/billing/components/feature-words';

/** What is open to the team now, and why the rest is not. */
export function PlanFeatures({ features }: { features: Billing['features'] }) {
  return (
    <Section title="What the plan includes">
      <Stack component="ul" gap="sm" className="reset-list">
        {Object.entries(features).map(([id, { enabled, why }]) => (
          <li key={id}>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              {enabled && (
                <span style={{ flex: 'none' }}>
                  <IconCheck size={16} />
                </span>
              )}
              <Text size="sm" fw={550}>
                {featureWords[id] ?? id}
              </Text>
            </Group>
            {why && <LockedReason why={why} />}
          </li>
        ))}
      </Stack>
    </Section>
  );
}
