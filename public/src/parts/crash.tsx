// A part that breaks leaves the others alive: says so, tells the server under a code to quote, and offers to draw it again.
import { Component, type ReactNode } from 'react';
import { write } from '../shell/interface.ts';
import { useVoice } from '../shell/words.tsx';
import { Copy } from './shown-once.tsx';

interface Props { children: ReactNode; /** What broke, for the log: a page, or one panel of it. */ panel: string; broken: (code: string, again: () => void) => ReactNode }
interface State { error: Error | null; code: string }

class Boundary extends Component<Props, State> {
  override state: State = { error: null, code: '' };

  static getDerivedStateFromError(error: Error): State {
    return { error, code: crypto.randomUUID().slice(0, 13) };
  }

  /** The log learns the kind of error and where, never what it says: that may quote a row. */
  override componentDidCatch(error: Error): void {
    void tell(this.props.panel, error.name, this.state.code);
  }

  /** A part of an older build is gone from the server after an update: only the page itself can fetch the new one. */
  #again(): void {
    if (this.state.error?.message.includes('imported module')) location.reload();
    else this.setState({ error: null });
  }

  override render(): ReactNode {
    return this.state.error ? this.props.broken(this.state.code, () => this.#again()) : this.props.children;
  }
}

async function tell(panel: string, error: string, code: string): Promise<void> {
  try {
    await write('POST', '/crashes', { panel, error }, { 'x-correlation-id': code });
  } catch {
    // Who is offline still has the code, and what they did.
  }
}

/** A whole page. */
export function Crash({ children }: { children: ReactNode }): ReactNode {
  return <Boundary panel="page" broken={(code, again) => <BrokenPage code={code} again={again} />}>{children}</Boundary>;
}

/** Everything: where the frame itself broke, there is no main part around what is said. */
export function WholeCrash({ children }: { children: ReactNode }): ReactNode {
  return <Boundary panel="shell" broken={(code, again) => <main><BrokenPage code={code} again={again} isWhole /></main>}>{children}</Boundary>;
}

/** One panel of a page: the rest of it goes on. */
export function PanelCrash({ panel, children }: { panel: string; children: ReactNode }): ReactNode {
  return <Boundary panel={panel} broken={(code, again) => <BrokenPanel code={code} again={again} />}>{children}</Boundary>;
}

function BrokenPage({ code, again, isWhole = false }: { code: string; again: () => void; isWhole?: boolean }): ReactNode {
  const { say } = useVoice();
  return (
    <div className="page state" role="alert">
      <h1>{say('error.crash')}</h1>
      <p className="muted">{say(isWhole ? 'error.wholeWhy' : 'error.crashWhy')}</p>
      <button className="btn" onClick={again}>{say('error.again')}</button>
      <Quote code={code} />
    </div>
  );
}

function BrokenPanel({ code, again }: { code: string; again: () => void }): ReactNode {
  const { say } = useVoice();
  return (
    <div className="dead" role="alert">
      <p><b>{say('error.panel')}</b> {say('error.panelWhy')}</p>
      <div className="actions"><button className="btn" onClick={again}>{say('error.panelAgain')}</button></div>
      <Quote code={code} />
    </div>
  );
}

function Quote({ code }: { code: string }): ReactNode {
  const { say } = useVoice();
  return <p className="micro muted">{say('error.code')} <code>{code}</code> <Copy text={code} words={say('error.copy')} look="tool" /></p>;
}
