import { Avatar } from '@mantine/core';

function initials(text: string): string {
  const words = text.split(/[\s@._-]+/).filter(Boolean);
  const letters = [words[0], words.length > 1 && !text.includes('@') ? words[words.length - 1] : undefined];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

/** Initials of a person; decoration, since the name stands beside it. */
export function PersonAvatar({ name, muted = 'lively' }: { name: string; muted?: 'muted' | 'lively' }) {
  return (
    <Avatar
      size={36}
      radius="xl"
      aria-hidden="true"
      styles={{
        placeholder: {
          fontSize: 13,
          fontWeight: 600,
          border: 0,
          background: muted === 'muted' ? 'var(--rc-hover)' : 'var(--rc-accent-soft)',
          color: muted === 'muted' ? 'var(--mantine-color-dimmed)' : 'var(--rc-accent-text)',
        },
      }}
    >
      {initials(name) || '?'}
    </Avatar>
  );
}
