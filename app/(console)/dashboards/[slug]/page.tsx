import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { DashboardPage } from '@/components/dashboards/dashboard-page';
import { OldRevision } from '@/components/dashboards/history/old-revision';
import { UnopenedDashboard } from '@/components/dashboards/unopened';
import { withWindow, type PageParams } from '@/lib/client/time-params';
import { RevisionNumber, Slugged } from '@/lib/model/saved-dashboard';
import { openDashboard } from '@/lib/server/dashboards';
import { services } from '@/lib/server/services';

interface Props {
  readonly params: Promise<{ slug: string }>;
  readonly searchParams: Promise<PageParams>;
}

/** Read once per request, for the page and for its title. */
const openOnce = cache((slug: string, revision: number | undefined) => openDashboard(services().dashboards, slug, revision));

/** The revision that the address asks for; undefined for an address that no dashboard can have. */
async function open({ params, searchParams }: Props) {
  const slugged = Slugged.safeParse(await params);
  const { revision } = await searchParams;
  const asked = RevisionNumber.optional().safeParse(revision);
  if (!slugged.success || !asked.success) return undefined;
  const { slug } = slugged.data;
  return { slug, opened: await openOnce(slug, asked.data) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await open(props);
  return { title: found?.opened.ok ? found.opened.value.saved.dashboard.title : 'Dashboard' };
}

/** A dashboard, prebuilt or kept, at its newest revision or at the one that the address names. */
export default async function Page(props: Props) {
  const found = await open(props);
  if (!found) notFound();
  const { slug, opened } = found;
  if (!opened.ok) {
    const { kind, message, revision } = opened.error;
    if (kind === 'absent') notFound();
    return <UnopenedDashboard slug={slug} kind={kind} message={message} revision={revision} />;
  }
  const { saved, newest } = opened.value;
  const { last } = saved.dashboard;
  // in the address, so that links from here keep it
  const opening = last === undefined ? undefined : withWindow(await props.searchParams, last);
  if (opening !== undefined) redirect(`/dashboards/${slug}?${opening}`);
  return (
    <>
      {saved.revision < newest && <OldRevision saved={saved} newest={newest} />}
      {/* another revision is another page: nothing of what was being done with the one before goes on */}
      <DashboardPage key={`${slug} ${saved.revision}`} saved={saved} />
    </>
  );
}
