import { Avatar } from '@mantine/core';

/** In a clinic they begin most names, and would give everybody the same first letter. */
const titles = /^(dr|prof|professor|mr|mrs|ms|mx)$/i;

function initials(text: string): string {
  const all = text.split(/[\s@._-]+/).filter(Boolean);
  const named = all.filter((word) => !titles.test(word));
  const words = named.length > 0 ? named : all;
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
