import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { inter } from '@/app/inter';
import { Providers } from '@/app/providers';
import '@/app/globals.css';
import { nowMillis } from '@/lib/base/time';

export const metadata: Metadata = {
  title: { default: 'Hearth', template: '%s · Hearth' },
  description: 'A home of your own for OpenTelemetry data.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: dark)', color: '#0c0f14' },
    { media: '(prefers-color-scheme: light)', color: '#f6f7f9' },
  ],
};

/** The document. Rendered per request, because its scripts carry the nonce of that request's content security policy. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  return (
    // first-paint.js sets data-theme and data-rail before React takes over
    <html lang="en" className={inter.variable} suppressHydrationWarning>
      <head>
        {/* blocking on purpose: the theme is there before anything is painted */}
        <script src="/first-paint.js" />
        <script src="/first-acts.js" />
      </head>
      <body>
        <Providers now={nowMillis()}>{children}</Providers>
      </body>
    </html>
  );
}
