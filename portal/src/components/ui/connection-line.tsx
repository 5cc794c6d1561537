import { Text } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconAlert } from '@/components/ui/icons';
import classes from '@/components/ui/connection-line.module.css';

/** Says while the browser has no network; the element itself stays, so that the words are read out when they come. */
export function ConnectionLine() {
  const { online } = useNetwork();
  return (
    <div aria-live="polite">
      {!online && (
        <div className={classes['line']}>
          <IconAlert size={16} />
          <Text component="span" size="sm">
            No connection. What is shown may be old, and nothing can be saved until it is back.
          </Text>
        </div>
      )}
    </div>
  );
}
