import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { PersonAvatar } from '@/components/ui/person';

function initialsOf(name: string) {
  return render(
    <MantineProvider env="test">
      <PersonAvatar name={name} />
    </MantineProvider>,
  ).container.querySelector('[aria-hidden]')?.textContent;
}

describe('the initials of a person', () => {
  it.each([
    ['Maya Lindqvist', 'ML'],
    ['Dr Maya Lindqvist', 'ML'],
    ['Prof. Dr. Ines Maria Okafor', 'IO'],
    ['Dr', 'D'],
    ['Ben', 'B'],
    ['devika.raman@northside.example', 'D'],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
