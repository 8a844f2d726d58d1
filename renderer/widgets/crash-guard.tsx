// Catches a bug in drawing: the window says so and can be drawn anew, instead of going blank.
import { Component, type ReactNode } from 'react';

interface CrashGuardProps {
  readonly children: ReactNode;
  /** Drawn in place of the children after a bug, with its message and a way to try again. */
  readonly fallback: (message: string, again: () => void) => ReactNode;
}

interface CrashGuardState {
  readonly message: string | null;
}

export class CrashGuard extends Component<CrashGuardProps, CrashGuardState> {
  override state: CrashGuardState = { message: null };

  static getDerivedStateFromError(error: unknown): CrashGuardState {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    return message === null ? this.props.children : this.props.fallback(message, () => this.setState({ message: null }));
  }
}
