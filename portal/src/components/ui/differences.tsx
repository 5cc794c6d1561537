import { diffWordsWithSpace } from 'diff';
import classes from '@/components/ui/differences.module.css';

/** What was added and what was taken away between two texts, word by word. */
export function Differences({ before, after, label }: { before: string; after: string; label: string }) {
  const parts = diffWordsWithSpace(before, after);
  return (
    <div className={classes['differences']} role="region" aria-label={label} tabIndex={0}>
      {parts.map(({ added, removed, value }, index) => {
        if (added) return <ins key={index}>{value}</ins>;
        if (removed) return <del key={index}>{value}</del>;
        return <span key={index}>{value}</span>;
      })}
    </div>
  );
}
