/** Gives the browser a file to keep. */
export function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // the browser has begun to read it by then
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** `title` as the name of a file: letters and digits of any script, joined by dashes. */
export function fileName(title: string, ending: string): string {
  const words = title.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? [];
  return `${words.join('-').slice(0, 80) || 'panel'}.${ending}`;
}
