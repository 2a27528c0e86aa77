import Link from 'next/link';
import { Brand } from '@/components/shell/brand';
import { Button } from '@/components/ui/button';

/** No page has this address. */
export default function NotFound() {
  return (
    <main className="grid h-dvh place-items-center p-4">
      <div className="max-w-md text-center">
        <div className="mb-3 flex justify-center">
          <Brand />
        </div>
        <h1 className="text-lg font-semibold">There is no such page</h1>
        <p className="mt-1 text-fg-2">The address may be cut short, or it belongs to a page of another version of Hearth.</p>
        <div className="mt-4 flex justify-center gap-2">
          <Button asChild>
            <Link href="/traces">Traces</Link>
          </Button>
          <Button asChild>
            <Link href="/connect">Connect</Link>
          </Button>
        </div>
      </div>
    </main>
  );
}
