const patience = 30_000;

/** What `look` finds, once it finds something: for what the server does beside its answers. */
export async function eventually(look, what) {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const found = await look();
    if (found) return found;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`${what} did not come`);
}
