// A list that Azure gives page by page, whole. (`Array.fromAsync` came with Node 22.)

export async function allOf<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of pages) items.push(item);
  return items;
}
