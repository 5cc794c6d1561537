// Where a problem of a template stands in its text. The server counts lines and columns from 1, columns in code points.
export interface Place {
  /** As a text field counts: UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** From the braces that open to those that close, or to the end of the line when none do. */
export function placeOf(body: string, line: number, column: number): Place {
  const lines = body.split('\n');
  const text = lines[line - 1] ?? '';
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const from = [...text].slice(0, column - 1).join('').length;
  const closing = text.indexOf('}}', from);
  return { start: before + from, end: before + (closing < 0 ? text.length : closing + 2) };
}
