// What came from a source, newest first, and what became of each: applied, waiting, or unusable with what would mend it.
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCompany } from '../../shell/company.ts';
import { ofCompany, read, type List, type Receipt } from '../../shell/interface.ts';
import { useVoice } from '../../shell/words.tsx';
import { PartState } from './part-state.tsx';

export function Receipts({ sourceId }: { sourceId: string }): ReactNode {
  const { say } = useVoice();
  const company = useCompany();
  const receipts = useInfiniteQuery({
    queryKey: ['company', company.id, 'webhook-sources', sourceId, 'receipts'], initialPageParam: '', getNextPageParam: (page: List<Receipt>) => page.next,
    queryFn: ({ pageParam, signal }) => read<List<Receipt>>(ofCompany(company.id, `webhook-sources/${sourceId}/receipts?limit=25${pageParam ? `&after=${encodeURIComponent(pageParam)}` : ''}`), signal),
  });
  const rows = receipts.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="receipts">
      <h3 className="inset-title">{say('hooks.show')}</h3>
      {receipts.isError ? <PartState error={receipts.error} retry={() => void receipts.refetch()} /> : receipts.isPending ? <p role="status" className="waiting">{say('settings.reading')}</p> : rows.length === 0 ? <p className="muted">{say('hooks.noReceipts')}</p> : (
        <table className="tbl">
          <thead><tr><th scope="col">{say('hooks.when')}</th><th scope="col" className="wide-only">{say('hooks.kind')}</th><th scope="col">{say('hooks.answer')}</th><th scope="col">{say('hooks.fate')}</th></tr></thead>
          <tbody>{rows.map((receipt) => <Row receipt={receipt} key={receipt.id} />)}</tbody>
        </table>
      )}
      {receipts.hasNextPage ? <p className="more"><button className="link" onClick={() => void receipts.fetchNextPage()}>{say('settings.more')}</button></p> : null}
    </div>
  );
}

function Row({ receipt: { receivedAt, kind, webhookId, status, errors, waiting } }: { receipt: Receipt }): ReactNode {
  const { say, date } = useVoice();
  return (
    <tr>
      <th scope="row" className="nowrap">{date(receivedAt, 'short-instant')}</th>
      <td className="wide-only"><code>{kind}</code></td>
      <td><span className={`st ${status === 422 ? 'bad' : waiting ? 'hold' : 'good'}`}>{status}</span></td>
      <td>
        {status !== 422 ? say(waiting ? 'hooks.waits' : 'hooks.kept') : errors?.map(({ field, problem, remedy }) => <span className="problem-line" key={`${field} ${problem}`} lang="en"><code>{field}</code> {problem}. <span className="muted">{remedy}</span></span>)}
        <span className="quiet micro block-line"><code>{webhookId}</code></span>
      </td>
    </tr>
  );
}
