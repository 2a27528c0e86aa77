/** What navigation lists of the dashboards that come with Hearth, in its order: without their panels, which a browser need not load. */
export const CATALOG: readonly { readonly slug: string; readonly title: string }[] = [
  { slug: 'api-overview', title: 'API overview' },
  { slug: 'stream-processing', title: 'Stream processing' },
  { slug: 'business-metrics', title: 'Business metrics' },
  { slug: 'infrastructure-health', title: 'Infrastructure health' },
  { slug: 'error-tracking', title: 'Error tracking' },
];
