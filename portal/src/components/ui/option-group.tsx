import type { ReactNode } from 'react';
import classes from '@/components/ui/option-group.module.css';

/** Options to tick that belong together, under their name. */
export function OptionGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={classes['group']}>
      <legend className={classes['legend']}>{title}</legend>
      {children}
    </fieldset>
  );
}
