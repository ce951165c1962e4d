// What the import screens ask and do: history, one import, upload with progress, load, undo, bring back, discard.
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, Refusal, sendFile, write, type ImportView, type List } from '../../shell/interface.ts';

export function useImports(after: string | null): UseQueryResult<List<ImportView>> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'imports', 'page', after], placeholderData: (before) => before, queryFn: ({ signal }) => read<List<ImportView>>(ofCompany(id, `imports?limit=20${after ? `&after=${encodeURIComponent(after)}` : ''}`), signal) });
}

export function useImport(importId: string): UseQueryResult<ImportView> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'import', importId], queryFn: ({ signal }) => read<ImportView>(ofCompany(id, `imports/${importId}`), signal) });
}

export interface Upload { file: File | null; share: number; isSending: boolean; error: unknown; send: (file: File) => void; stop: () => void }

/** Sends a file to be checked. A file that failed is kept, to be sent again. */
export function useUpload(onChecked: (view: ImportView) => void): Upload {
  const { id } = useCompany();
  const cache = useQueryClient();
  const [state, setState] = useState<Pick<Upload, 'file' | 'share' | 'isSending' | 'error'>>({ file: null, share: 0, isSending: false, error: null });
  const stop = useRef<() => void>(() => undefined);
  const send = (file: File): void => {
    setState({ file, share: 0, isSending: true, error: null });
    const path = ofCompany(id, `imports?kind=kintell-mentorship&mode=preview&fileName=${encodeURIComponent(file.name)}`);
    const sending = sendFile<ImportView>(path, file, (share) => setState((now) => ({ ...now, share })));
    stop.current = sending.stop;
    sending.done.then((view) => {
      cache.setQueryData(['company', id, 'import', view.id], view);
      void cache.invalidateQueries({ queryKey: ['company', id, 'imports'] });
      setState({ file: null, share: 1, isSending: false, error: null });
      onChecked(view);
    }, (error: unknown) => setState({ file, share: 0, isSending: false, error: error instanceof Refusal && error.status === -1 ? null : error }));
  };
  return { ...state, send, stop: () => stop.current() };
}

export type Change = 'commit' | 'undo' | 'restore';

export function useChange(importId: string): UseMutationResult<ImportView, Error, Change> {
  const { id } = useCompany();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change) => write<ImportView>('POST', ofCompany(id, `imports/${importId}/${change}`)),
    onSuccess: (view) => {
      cache.setQueryData(['company', id, 'import', importId], view);
      void cache.invalidateQueries({ queryKey: ['company', id, 'imports'] });
    },
  });
}

export function useDiscard(importId: string, onDone: () => void): UseMutationResult<unknown, Error, void> {
  const { id } = useCompany();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => write('DELETE', ofCompany(id, `imports/${importId}`)),
    onSuccess: () => { void cache.invalidateQueries({ queryKey: ['company', id, 'imports'] }); onDone(); },
  });
}
