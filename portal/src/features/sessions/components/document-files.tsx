import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Failure } from '@/components/ui/failure';
import { IconDownload } from '@/components/ui/icons';
import { textPath, type TextPlace } from '@/features/sessions/api/texts';
import { askFile } from '@/lib/clinical-request';
import { keepFile } from '@/lib/keep-file';

interface DocumentFilesProps {
  readonly place: TextPlace;
  readonly id: string;
}

/** A document for paper. It is asked for before it is kept: where the server makes none, it says why and what to do instead. */
export function DocumentFiles({ place, id }: DocumentFilesProps) {
  const file = useMutation({
    mutationFn: (name: string) => askFile(textPath(place, name)),
    onSuccess: (content, name) => keepFile(content, name),
  });
  return (
    <>
      {(['pdf', 'txt'] as const).map((ending) => (
        <Button
          key={ending}
          size="xs"
          variant="default"
          component="a"
          href={textPath(place, `${id}.${ending}`)}
          onClick={(event) => {
            event.preventDefault();
            file.mutate(`${id}.${ending}`);
          }}
          leftSection={<IconDownload size={14} />}
        >
          {ending === 'pdf' ? 'PDF' : 'Text'}
        </Button>
      ))}
      <Failure error={file.error} />
    </>
  );
}
