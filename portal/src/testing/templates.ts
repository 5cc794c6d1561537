// Versions of the templates of the small clinic, and what members propose.
import type { Proposal } from '@/features/templates/api/proposals';
import type { TemplateVersionText } from '@/features/templates/api/template-versions';
import type { Template } from '@/features/templates/api/templates';
import { ok } from '@/testing/fake-server';
import { ada, ben } from '@/testing/fixtures';
import { personalTemplate, teamAddress, teamTemplate } from '@/testing/workspace';

const author = { id: ben.id, name: ben.name ?? '' };

/** What the personal copy was made of, two versions later. */
export const letterTemplate: Template = {
  ...teamTemplate,
  id: 'tpl_letter',
  kind: 'document',
  name: 'Referral letter',
  body: 'Dear colleague,\n\nthank you for seeing {{patient.name}}.\n\n{{note}}\n',
};

const bodies: Record<string, string> = {
  tpl_soap: '# {{patient.name}}\n\n## Subjective\n\n{{transcript}}\n',
  tpl_letter: 'Dear colleague,\n\n{{note}}\n',
};

function version(template: string, number: number): TemplateVersionText {
  return {
    version: number,
    author,
    name: template === 'tpl_soap' ? 'SOAP note' : 'Referral letter',
    body: `${bodies[template] ?? ''}Version ${number}\n`,
    created_at: `2026-08-0${number}T08:00:00Z`,
  };
}

const listed = ({ body: _, ...rest }: TemplateVersionText) => rest;

export const proposal: Proposal = {
  id: 'prp_1',
  template: 'tpl_soap',
  version: teamTemplate.version,
  kind: 'note',
  name: 'SOAP note',
  body: `${teamTemplate.body}\n## Plan\n`,
  message: 'The plan was missing.',
  state: 'waiting',
  proposer: author,
  decided: null,
  allowed_actions: ['template.team.update'],
  created_at: '2026-09-14T09:00:00Z',
};

export const declinedProposal: Proposal = {
  ...proposal,
  id: 'prp_2',
  template: null,
  version: null,
  name: 'Sick note',
  state: 'declined',
  decided: {
    at: '2026-09-14T10:00:00Z',
    by: { id: ada.id, name: ada.name ?? '' },
    answer: 'We have one in the practice software.',
  },
  allowed_actions: [],
};

const path = `${teamAddress}/templates`;

export const templateAnswers = {
  [`GET ${path}/tpl_letter`]: ok(letterTemplate, '"6"'),
  [`GET ${path}/tpl_soap/versions`]: ok({
    items: [4, 3, 2, 1].map((number) => listed(version('tpl_soap', number))),
    next_cursor: null,
  }),
  ...Object.fromEntries(
    [1, 2, 3, 4].map((number) => [
      `GET ${path}/tpl_soap/versions/${number}`,
      ok(version('tpl_soap', number)),
    ]),
  ),
  [`GET ${path}/tpl_letter/versions/2`]: ok(version('tpl_letter', 2)),
  [`POST ${path}/tpl_soap/restore`]: ok({ ...teamTemplate, version: 5 }, '"5"'),
  [`PATCH ${path}/tpl_letter`]: ok(
    { ...personalTemplate, copied_from: { template: 'tpl_letter', version: 4, behind: 0 } },
    '"2"',
  ),
  [`GET ${path}/proposals`]: ok({ items: [proposal, declinedProposal], next_cursor: null }),
};
