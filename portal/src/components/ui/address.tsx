/** An e-mail address that may break before its "@" where space is short. Any other text is left as it is. */
export function Address({ text }: { text: string }) {
  const at = text.indexOf('@');
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  );
}
