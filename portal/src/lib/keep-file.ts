/** Hands a file to the browser, which asks or keeps it where its downloads go. */
export function keepFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Not every browser has read it when the click returns.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
