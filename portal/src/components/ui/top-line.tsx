import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from '@/components/ui/top-line.module.css';

/** A line above every page, about the whole portal. */
export function TopLine({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className={classes['line']}>
      {icon}
      <Text component="span" size="sm">
        {children}
      </Text>
    </div>
  );
}
