/** What an address answers, read to its end. Throws for a refusal: how soon that comes is not what is measured. */
export async function fetched(address: string, init?: RequestInit): Promise<string> {
  const response = await fetch(address, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${text}`);
  return text;
}
