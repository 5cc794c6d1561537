import { Group, Text } from '@mantine/core';

export function Wordmark() {
  return (
    <Group gap={10} wrap="nowrap">
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" fill="#0f5f5c" />
        <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
          <path d="M8 10.5h6M8 16h6M8 21.5h6" />
          <path d="M18 15.5l3 3 5-7" />
        </g>
      </svg>
      <Text fw={650} fz={18} lts="-0.02em">
        Rolecall
      </Text>
    </Group>
  );
}
