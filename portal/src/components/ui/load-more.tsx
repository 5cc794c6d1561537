import { Button, type ButtonProps } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { followLoss } from '@/components/ui/focus-return';

interface LoadMoreProps extends ButtonProps {
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  readonly children?: ReactNode;
}

function isReachable(element: HTMLElement): boolean {
  const isShown = element.checkVisibility({ visibilityProperty: true });
  return isShown && element.tabIndex >= 0 && !element.matches(':disabled');
}

/** What can be reached by Tab right before an element: what is loaded between the two is next from there. */
function reachedBefore(element: HTMLElement): HTMLElement | null {
  const all = [
    ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex]'),
  ];
  return all.slice(0, all.indexOf(element)).findLast(isReachable) ?? null;
}

/** Loads the next part of a list; the last part takes this button away. */
export function LoadMore({ list, children = 'Load more', ...look }: LoadMoreProps) {
  if (!list.hasNextPage) return null;
  const load = ({ currentTarget: button }: MouseEvent<HTMLButtonElement>) => {
    followLoss(button, reachedBefore(button));
    void list.fetchNextPage();
  };
  return (
    <Button variant="default" {...look} loading={list.isFetchingNextPage} onClick={load}>
      {children}
    </Button>
  );
}
