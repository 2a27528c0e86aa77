/**
 * Texts at rest, sealed with AES-256-GCM under a key that is kept elsewhere: `hearth-sealed 1 <key> <nonce> <text and tag>`. Each is bound to what it
 * belongs to: in another place it does not open. Without a key, texts stay as they are.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** What a sealed text begins with. No address and no token does: they hold no spaces. */
const MARK = 'hearth-sealed 1 ';
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface SecretKeys {
  /** Seals, and opens what it sealed; undefined: nothing is sealed. 32 bytes. */
  readonly current: Buffer | undefined;
  /** Open what they sealed before. */
  readonly old: readonly Buffer[];
}

export interface SecretBox {
  /** `text` sealed for `place`; as it is without a key, and where it is '' or sealed already. */
  seal(text: string, place: string): string;
  /** What was sealed for `place`, or was never sealed; the sealed text itself where no key opens it. */
  open(text: string, place: string): string;
  /** Whether `text` is as `seal` leaves it now: it is not where another key sealed it, or none did and there is one. */
  isCurrent(text: string): boolean;
}

/** Whether nobody has opened this text. */
export function isSealed(text: string): boolean {
  return text.startsWith(MARK);
}

/** A short name of a key, which tells nothing of it. */
function nameOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

/** Makes the box for these keys. */
export function secretBox({ current, old }: SecretKeys): SecretBox {
  const byName = new Map([...(current ? [current] : []), ...old].map((key) => [nameOf(key), key]));
  return {
    seal(text, place) {
      if (!current || text === '' || isSealed(text)) return text;
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, current, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${MARK}${nameOf(current)} ${nonce.toString('base64url')} ${sealed.toString('base64url')}`;
    },
    open(text, place) {
      if (!isSealed(text)) return text;
      const [name = '', nonce = '', sealed = ''] = text.slice(MARK.length).split(' ');
      const key = byName.get(name);
      return (key && opened(key, Buffer.from(nonce, 'base64url'), Buffer.from(sealed, 'base64url'), place)) ?? text;
    },
    isCurrent(text) {
      if (text === '') return true;
      return current ? text.startsWith(`${MARK}${nameOf(current)} `) : !isSealed(text);
    },
  };
}

/** Undefined where it was changed, or sealed for another place. */
function opened(key: Buffer, nonce: Buffer, sealed: Buffer, place: string): string | undefined {
  if (nonce.length !== NONCE_BYTES || sealed.length < TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return decipher.update(sealed.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}
