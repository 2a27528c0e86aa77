'use client';

import { Component, type ReactNode } from 'react';
import { Failed } from '@/components/ui/failed';

/** Keeps a fault in drawing one panel inside that panel. A new `subject` (its answer) gets a new try. */
export class PanelBoundary extends Component<{ subject: unknown; children: ReactNode }, { fault: Error | undefined }> {
  override state: { fault: Error | undefined } = { fault: undefined };

  static getDerivedStateFromError(fault: unknown): { fault: Error } {
    return { fault: fault instanceof Error ? fault : new Error(String(fault)) };
  }

  override componentDidUpdate(previous: { subject: unknown }): void {
    if (this.state.fault && previous.subject !== this.props.subject) this.setState({ fault: undefined });
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (!fault) return this.props.children;
    return <Failed title="This panel cannot be drawn" message={fault.message} onRetry={() => this.setState({ fault: undefined })} />;
  }
}
