// A part that breaks leaves the others alive: says so, and offers to draw it again.
import { Component, type ReactNode } from 'react';
import { useVoice } from '../shell/words.tsx';

export class Crash extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  /** A part of an older build is gone from the server after an update: only the page itself can fetch the new one. */
  #again(): void {
    if (this.state.error?.message.includes('imported module')) location.reload();
    else this.setState({ error: null });
  }

  override render(): ReactNode {
    return this.state.error ? <Broken again={() => this.#again()} /> : this.props.children;
  }
}

function Broken({ again }: { again: () => void }): ReactNode {
  const { say } = useVoice();
  return (
    <div className="page state" role="alert">
      <h1>{say('error.crash')}</h1>
      <p className="muted">{say('error.crashWhy')}</p>
      <button className="btn" onClick={again}>{say('error.again')}</button>
    </div>
  );
}
