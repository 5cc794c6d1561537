import { Dialog } from '@/components/ui/dialog';
import type { Template } from '@/features/templates/api/templates';
import { CompareCopy } from '@/features/templates/components/compare-copy';
import { DeleteTemplate } from '@/features/templates/components/delete-template';
import { ProposeTemplate } from '@/features/templates/components/propose-template';
import { EditTemplate } from '@/features/templates/components/template-forms';
import { TemplateVersions } from '@/features/templates/components/template-versions';

const titles = {
  edit: 'Edit template',
  versions: 'Version history',
  compare: "Your copy and the team's template",
  propose: 'Propose to the team',
  delete: 'Delete template',
};

type DialogName = keyof typeof titles;
export type OpenDialog = (name: DialogName, template: Template) => void;

export interface OpenedDialog {
  readonly name: DialogName;
  readonly template: Template;
}

/** The one dialog about a template that is open, if any. */
export function TemplateDialog({ opened, onClose }: { opened: OpenedDialog | null; onClose: () => void }) {
  return (
    <Dialog
      title={opened ? titles[opened.name] : ''}
      opened={opened !== null}
      onClose={onClose}
      size={opened?.name === 'delete' ? 'md' : 'xl'}
    >
      {opened && <Content opened={opened} onClose={onClose} />}
    </Dialog>
  );
}

function Content({ opened: { name, template }, onClose }: { opened: OpenedDialog; onClose: () => void }) {
  switch (name) {
    case 'edit':
      return <EditTemplate id={template.id} onClose={onClose} />;
    case 'versions':
      return <TemplateVersions template={template} />;
    case 'compare':
      return <CompareCopy copy={template} onClose={onClose} />;
    case 'propose':
      return <ProposeTemplate template={template} onClose={onClose} />;
    case 'delete':
      return <DeleteTemplate template={template} onClose={onClose} />;
  }
}
