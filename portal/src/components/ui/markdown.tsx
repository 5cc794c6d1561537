import ReactMarkdown, { type Components } from 'react-markdown';
import classes from '@/components/ui/markdown.module.css';

/** Headings of a text stand below those of its page. Pictures would be fetched from anywhere: their words stand for them. */
const components: Components = {
  h1: 'h3',
  h2: 'h4',
  h3: 'h5',
  h4: 'h6',
  h5: 'h6',
  img: ({ alt }) => alt,
  a: ({ href, children }) =>
    href === undefined ? (
      children
    ) : (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    ),
};

const schemes = ['http:', 'https:', 'mailto:'];

/** Addresses within the portal too lead nowhere: opening one could do something in the reader's name, such as record an opening. */
function safeAddress(address: string): string | undefined {
  const { protocol } = URL.parse(address) ?? {};
  return protocol !== undefined && schemes.includes(protocol) ? address : undefined;
}

/** Markdown as people may read it. HTML in it is shown as text or left out, never run; addresses are only http(s) and mailto. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={classes['text']}>
      <ReactMarkdown components={components} urlTransform={safeAddress}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
