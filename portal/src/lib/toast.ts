import { notifications } from '@mantine/notifications';

/** Says that something was done; failures are shown where they happened instead. */
export function toast(message: string): void {
  notifications.show({
    message,
    withBorder: true,
    autoClose: 5000,
    closeButtonProps: { 'aria-label': 'Close' },
  });
}
