import { Alert, Button, CopyButton, Group, SimpleGrid, Stack, Text } from '@mantine/core';

export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <Stack>
      <Alert color="amber" variant="light" title="Keep these recovery codes">
        Each signs you in once when your phone is not at hand. They are shown only now.
      </Alert>
      <SimpleGrid component="ul" cols={2} spacing="xs" className="reset-list" aria-label="Recovery codes">
        {codes.map((code) => (
          <Text key={code} component="li" ff="monospace" ta="center" size="sm">
            {code}
          </Text>
        ))}
      </SimpleGrid>
      <Group justify="flex-end" gap="xs">
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy all'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onDone}>I have kept them</Button>
      </Group>
    </Stack>
  );
}
