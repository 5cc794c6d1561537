import { type Change, diffWordsWithSpace } from 'diff';
import classes from '@/components/ui/differences.module.css';

/** Beyond so many changes the words would take long to compare, and nobody would read them one by one. */
const mostChanges = 5000;

function changesOf(before: string, after: string): readonly Partial<Change>[] {
  return (
    diffWordsWithSpace(before, after, { maxEditLength: mostChanges }) ?? [
      { removed: true, value: before },
      { added: true, value: after },
    ]
  );
}

/** What was added and what was taken away between two texts, word by word. */
export function Differences({ before, after, label }: { before: string; after: string; label: string }) {
  return (
    <div className={classes['differences']} role="region" aria-label={label} tabIndex={0}>
      {changesOf(before, after).map(({ added, removed, value }, index) => {
        if (added) return <ins key={index}>{value}</ins>;
        if (removed) return <del key={index}>{value}</del>;
        return <span key={index}>{value}</span>;
      })}
    </div>
  );
}
