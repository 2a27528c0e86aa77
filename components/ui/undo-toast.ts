import { toast } from 'sonner';

/** How long the way back stays, ms: longer than a message, as it is read, understood and reached for. */
const STAYS = 10_000;

/** Says what was done, with a button that takes it back. `description`: what follows from it, where that is not plain. */
export function toastWithUndo(done: string, undo: () => void, description?: string): void {
  toast(done, { duration: STAYS, ...(description === undefined ? {} : { description }), action: { label: 'Undo', onClick: undo } });
}
