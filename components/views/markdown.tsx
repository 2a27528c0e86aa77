import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

/** Whether an address stays on this Hearth: a page that loads from elsewhere tells others who reads it. */
function isOwn(address: string | undefined): address is string {
  return address !== undefined && /^\/(?!\/)/.test(address);
}

const COMPONENTS: Components = {
  a: ({ href, children }) => (
    <a
      href={href}
      className="text-fg underline decoration-line-strong underline-offset-2 hover:decoration-current"
      {...(isOwn(href) ? {} : { target: '_blank', rel: 'noopener noreferrer' })}
    >
      {children}
    </a>
  ),
  // an image from another host is told by its words alone
  img: ({ src, alt }) =>
    isOwn(typeof src === 'string' ? src : undefined) ? (
      <img src={String(src)} alt={alt ?? ''} className="max-w-full" />
    ) : (
      <span>{alt}</span>
    ),
  h1: ({ children }) => <h3 className="mt-3 mb-1.5 text-base font-semibold text-fg first:mt-0">{children}</h3>,
  h2: ({ children }) => <h3 className="mt-3 mb-1.5 text-sm font-semibold text-fg first:mt-0">{children}</h3>,
  h3: ({ children }) => <h4 className="mt-2 mb-1 text-sm font-semibold text-fg first:mt-0">{children}</h4>,
  p: ({ children }) => <p className="my-1.5 first:mt-0 last:mb-0">{children}</p>,
  ul: ({ children }) => <ul className="my-1.5 list-disc pl-5">{children}</ul>,
  ol: ({ children }) => <ol className="my-1.5 list-decimal pl-5">{children}</ol>,
  code: ({ children }) => <code className="rounded bg-raised px-1 font-mono text-xs text-fg">{children}</code>,
  pre: ({ children }) => <pre className="my-1.5 overflow-auto rounded-md border border-line bg-page p-2 text-xs">{children}</pre>,
  blockquote: ({ children }) => <blockquote className="my-1.5 border-l-2 border-line-strong pl-3">{children}</blockquote>,
  table: ({ children }) => (
    <table className="my-1.5 border-collapse text-xs [&_td]:border [&_td]:border-line [&_td]:px-2 [&_td]:py-1 [&_th]:border [&_th]:border-line [&_th]:px-2 [&_th]:py-1 [&_th]:text-left">
      {children}
    </table>
  ),
};

/** Markdown with tables and lists. HTML in it is not read, links open beside Hearth, nothing is loaded from another host. */
export function MarkdownText({ text }: { text: string }) {
  return (
    <Markdown remarkPlugins={[remarkGfm]} components={COMPONENTS} skipHtml>
      {text}
    </Markdown>
  );
}
