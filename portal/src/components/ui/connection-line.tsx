import { useNetwork } from '@mantine/hooks';
import { IconAlert } from '@/components/ui/icons';
import { TopLine } from '@/components/ui/top-line';

/** Says while the browser has no network; the element itself stays, so that the words are read out when they come. */
export function ConnectionLine() {
  const { online } = useNetwork();
  return (
    <div aria-live="polite">
      {!online && (
        <TopLine icon={<IconAlert size={16} />}>
          No connection. What is shown may be old, and nothing can be saved until it is back.
        </TopLine>
      )}
    </div>
  );
}
