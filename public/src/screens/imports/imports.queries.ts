// What the import screens ask and do: history, kinds, one import, upload with progress, load, undo, bring back, discard.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ImportFilter, ImportKind } from '../../../../channels/vocabulary.ts';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, Refusal, sendFile, write, type ImportList, type ImportView, type KindCard, type MappingLists, type MappingView, type RejectedPage } from '../../shell/interface.ts';
import type { Edits } from './mended.ts';
import { readHeaders, recognise, type Guess, type Recognised } from './kinds.ts';
import { mappingFor } from './mappings.ts';

export interface ImportsSought { show: ImportFilter | null; kind: ImportKind | null; after: string | null }

export function useImports(sought: ImportsSought): UseQueryResult<ImportList> {
  const { id } = useCompany();
  const query = new URLSearchParams([['limit', '50'], ...Object.entries(sought).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))] as string[][]).toString();
  return useQuery({ queryKey: ['company', id, 'imports', 'page', query], placeholderData: (before) => before, queryFn: ({ signal }) => read<ImportList>(ofCompany(id, `imports?${query}`), signal) });
}

export function useImport(importId: string): UseQueryResult<ImportView> {
  const { id } = useCompany();
  return useQuery({ queryKey: ['company', id, 'import', importId], queryFn: ({ signal }) => read<ImportView>(ofCompany(id, `imports/${importId}`), signal) });
}

/** Columns do not change while a page is open. */
function kindsQuery(companyId: string) {
  return { queryKey: ['company', companyId, 'import-kinds'], staleTime: Infinity, queryFn: async (): Promise<KindCard[]> => (await read<{ items: KindCard[] }>(ofCompany(companyId, 'imports/kinds'))).items };
}

export function useKinds(): UseQueryResult<KindCard[]> {
  return useQuery(kindsQuery(useCompany().id));
}

function mappingsQuery(companyId: string) {
  return { queryKey: ['company', companyId, 'import-mappings'], queryFn: async (): Promise<MappingView[]> => (await read<{ items: MappingView[] }>(ofCompany(companyId, 'import-mappings'))).items };
}

/** Mappings of the house and the company's own. */
export function useMappings(): UseQueryResult<MappingView[]> {
  return useQuery(mappingsQuery(useCompany().id));
}

export function useSaveMapping(): UseMutationResult<MappingView, Error, MappingLists & { name: string; kind: ImportKind }> {
  const { id } = useCompany();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (mapping) => write<MappingView>('POST', ofCompany(id, 'import-mappings'), mapping),
    onSuccess: () => cache.invalidateQueries(mappingsQuery(id)),
  });
}

export function useRemoveMapping(mappingId: string): UseMutationResult<unknown, Error, void> {
  const { id } = useCompany();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => write('DELETE', ofCompany(id, `import-mappings/${mappingId}`)),
    onSuccess: () => cache.invalidateQueries(mappingsQuery(id)),
  });
}

/** Has a file that was only checked read another way. */
export function useCheckAgain(importId: string): UseMutationResult<ImportView, Error, MappingLists> {
  const { id } = useCompany();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (mapping) => write<ImportView>('POST', ofCompany(id, `imports/${importId}/check`), mapping),
    onSuccess: (view) => {
      cache.setQueryData(['company', id, 'import', importId], view);
      for (const key of [['company', id, 'imports'], ['company', id, 'import', importId, 'rejected']]) void cache.invalidateQueries({ queryKey: key });
    },
  });
}

/** The file behind a check, while this page lives: so that it can be checked again as another kind. */
export interface Brought { file: File; guess: Guess | null }

export function useBrought(importId: string): Brought | undefined {
  const { id } = useCompany();
  return useQuery<Brought>({ queryKey: broughtKey(id, importId), enabled: false, gcTime: Infinity }).data;
}

const broughtKey = (companyId: string, importId: string): string[] => ['company', companyId, 'brought', importId];

/** What only the person can say of a file: its kind, and which of its headers are the columns that the kind needs. */
export type Question = Exclude<Recognised, { one: Guess }> & { headers: readonly string[] };
interface UploadState { file: File | null; share: number; isSending: boolean; error: unknown; question: Question | null }
export interface Upload extends UploadState {
  /** Without a kind it is recognised by the header, or asked for; and so is its mapping. */
  send: (file: File, kind: ImportKind | null) => void;
  /** Sends a file with a mapping that the person gave. */
  sendAs: (file: File, kind: ImportKind, mapping: MappingLists) => void;
  /** Sends rows of a file again: they are read as that file was, and its lines need no more mending once these are loaded. */
  sendMended: (file: File, of: ImportView, lines: readonly number[]) => void;
  stop: () => void;
  forget: () => void;
}
const nothingSent: UploadState = { file: null, share: 0, isSending: false, error: null, question: null };

/** Sends a file to be checked. A file that failed is kept, to be sent again. */
export function useUpload(onChecked: (view: ImportView) => void): Upload {
  const { id } = useCompany();
  const cache = useQueryClient();
  const [state, setState] = useState<UploadState>(nothingSent);
  const stop = useRef<() => void>(() => undefined);
  const check = async (file: File, kind: ImportKind, guess: Guess | null, mapping?: string, mends?: readonly number[]): Promise<void> => {
    const path = ofCompany(id, `imports?kind=${kind}&mode=preview&fileName=${encodeURIComponent(file.name)}${mapping === undefined ? '' : `&mapping=${encodeURIComponent(mapping)}`}${mends === undefined ? '' : `&mends=${mends.join()}`}`);
    const sending = sendFile<ImportView>(path, file, (share) => setState((now) => ({ ...now, share })));
    stop.current = sending.stop;
    const view = await sending.done;
    cache.setQueryData(['company', id, 'import', view.id], view);
    cache.setQueryData<Brought>(broughtKey(id, view.id), { file, guess });
    void cache.invalidateQueries({ queryKey: ['company', id, 'imports'] });
    setState(nothingSent);
    onChecked(view);
  };
  const begin = async (file: File, kind: ImportKind | null): Promise<void> => {
    const headers = await readHeaders(file);
    // What is no text has no header to read; the server names what it is instead, whatever kind it is sent as.
    if (!headers) return check(file, kind ?? 'kintell-mentorship', null);
    const [cards, mappings] = await Promise.all([cache.ensureQueryData(kindsQuery(id)), cache.fetchQuery(mappingsQuery(id))]);
    const mapping = mappingFor(headers, kind, mappings, cards);
    const chosen = mapping?.kind ?? kind;
    const found = recognise(headers, file.name, chosen === null ? cards : cards.filter((card) => card.kind === chosen));
    if (chosen !== null && (mapping || !('nearest' in found))) return check(file, chosen, null, mapping?.id);
    if ('one' in found) return check(file, found.one.kind, found.one);
    return setState({ ...nothingSent, file, question: { ...found, headers } });
  };
  const run = (file: File, work: Promise<void>): void => {
    setState({ ...nothingSent, file, isSending: true });
    work.catch((error: unknown) => setState({ ...nothingSent, file, error: error instanceof Refusal && error.status === -1 ? null : error }));
  };
  const send = (file: File, kind: ImportKind | null): void => run(file, begin(file, kind));
  const sendAs = (file: File, kind: ImportKind, mapping: MappingLists): void => run(file, check(file, kind, null, JSON.stringify(mapping)));
  const sendMended = (file: File, { id: of, kind }: ImportView, lines: readonly number[]): void => run(file, check(file, kind, null, of, lines));
  return { ...state, send, sendAs, sendMended, stop: () => stop.current(), forget: () => setState(nothingSent) };
}

export function useRejected(importId: string): UseInfiniteQueryResult<InfiniteData<RejectedPage>> {
  const { id } = useCompany();
  return useInfiniteQuery({
    queryKey: ['company', id, 'import', importId, 'rejected'], initialPageParam: 0, getNextPageParam: (page: RejectedPage) => page.next,
    queryFn: ({ pageParam, signal }) => read<RejectedPage>(ofCompany(id, `imports/${importId}/rejected?limit=50&after=${pageParam}`), signal),
  });
}

const noEdits: Edits = {};

/** What was typed into rows that were set aside: kept while the page lives, also when another screen is looked at meanwhile. */
export function useEdits(importId: string): [Edits, (edits: Edits) => void] {
  const { id } = useCompany();
  const cache = useQueryClient();
  const key = ['company', id, 'mend', importId];
  const kept = (): Edits => cache.getQueryData<Edits>(key) ?? noEdits;
  // A field must have what was typed before the next key: the cache tells its readers a moment later, and the caret would jump to the end.
  const [edits, setEdits] = useState(kept);
  return [edits, (now) => {
    setEdits(now);
    cache.setQueryDefaults(key, { gcTime: Infinity });
    cache.setQueryData<Edits>(key, now);
  }];
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
