import type { AuditRow } from '@/features/audit/api/audit';
import classes from '@/features/audit/components/audit-entry.module.css';

function show(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(show).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Before and after, field by field, and where the row stands in the chain. */
export function AuditDetails({ row }: { row: AuditRow }) {
  const facts: [string, string | null | undefined][] = [
    ['Resource', row.resource.id ? `${row.resource.type} ${row.resource.id}` : row.resource.type],
    ['Rule', row.rule],
    ['Reason', row.reason],
    ['Row', String(row.seq)],
    ['Hash', row.hash],
  ];
  return (
    <div className={classes['details']}>
      <Changes before={row.before ?? {}} after={row.after ?? {}} />
      <dl className={classes['facts']}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}

type Fields = Record<string, unknown>;

function Changes({ before, after }: { before: Fields; after: Fields }) {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (fields.length === 0) return null;
  return (
    <table className={classes['changes']}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>{show(before[field])}</td>
            <td>{show(after[field])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
