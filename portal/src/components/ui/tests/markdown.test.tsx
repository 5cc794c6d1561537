import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Markdown } from '@/components/ui/markdown';

const attacks = [
  '<script>window.attacked = true</script>',
  '<img src=x onerror="window.attacked = true">',
  '[click](javascript:window.attacked=true)',
  '[click](data:text/html;base64,PHNjcmlwdD4=)',
  '<iframe srcdoc="<script>parent.attacked = true</script>"></iframe>',
  '<svg onload="window.attacked = true"></svg>',
  '![x](javascript:window.attacked=true)',
  '<a href="javascript:window.attacked=true">click</a>',
  '[click](JaVaScRiPt&#58;window.attacked=true)',
];

describe('Markdown', () => {
  it.each(attacks)('runs nothing of %s', (text) => {
    const { container } = render(<Markdown text={`Before\n\n${text}\n\nAfter`} />);
    expect(container.querySelector('script, img, iframe, svg, object, embed')).toBeNull();
    for (const element of container.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on|srcdoc/);
        expect(value).not.toMatch(/^\s*(javascript|data):/i);
      }
    }
    expect(window).not.toHaveProperty('attacked');
    expect(screen.getByText('After')).toBeInTheDocument();
  });

  it('shows structure, with its headings below those of the page', () => {
    render(<Markdown text={'# Findings\n\nFull **extension**\n\n- one\n- two'} />);
    expect(screen.getByRole('heading', { name: 'Findings', level: 3 })).toBeInTheDocument();
    expect(screen.getByText('extension')).toHaveProperty('tagName', 'STRONG');
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
  });

  it.each([
    '/api/v1/teams/tem_1/sessions/ses_1/documents/doc_1.pdf',
    'documents/doc_1.pdf',
    '//evil.example/x',
    '#content',
    'irc://chat.example/room',
    'ircs://chat.example/room',
    'xmpp:room@chat.example',
    'ftp://files.example',
    'tel:000',
  ])('leaves the words of a link to %s and no link', (address) => {
    render(<Markdown text={`[report](${address})`} />);
    expect(screen.getByText('report')).toBeVisible();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
    expect(document.querySelector('[href]')).toBeNull();
  });

  it.each(['https://health.example/a', 'http://health.example/', 'mailto:desk@health.example'])(
    'keeps a link to %s',
    (address) => {
      render(<Markdown text={`[guide](${address})`} />);
      expect(screen.getByRole('link', { name: 'guide' })).toHaveAttribute('href', address);
    },
  );

  it('opens links without telling where they were found', () => {
    render(<Markdown text="[guide](https://health.example/guide)" />);
    const link = screen.getByRole('link', { name: 'guide' });
    expect(link).toHaveAttribute('href', 'https://health.example/guide');
    expect(link).toHaveAttribute('rel', expect.stringContaining('noreferrer'));
  });
});
