/** Everything of a list that is short by nature, such as the certificates of one thing. */
export async function all<T>(fetch: (token: string | undefined) => Promise<{ items: T[] | undefined; next: string | undefined }>): Promise<T[]> {
  const found: T[] = [];
  let token: string | undefined;
  do {
    const page = await fetch(token);
    found.push(...(page.items ?? []));
    token = page.next;
  } while (token);
  return found;
}
