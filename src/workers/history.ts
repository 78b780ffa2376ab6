/** What became of the instrument and of runs, with the time of day: changes of phase and of the bridge's state, and faults. */
import { faultText } from '../fault';
import { Ring } from '../ring';
import type { Status } from './protocol';

const KEPT = 200;

export interface Happening {
  /** ms since 1970. */
  readonly at: number;
  readonly words: string;
}

export class History {
  private readonly happenings = new Ring<Happening>(KEPT);
  private last = { phase: '', bridge: '', fault: '' };

  /** Notes what is other than in the status before. */
  note({ phase, bridge, fault }: Pick<Status, 'phase' | 'bridge' | 'fault'>): void {
    const now = {
      phase,
      bridge: bridge ? [bridge.state, bridge.reason].filter(Boolean).join(', ') : '',
      fault: fault ? `${fault.code}: ${faultText(fault)}` : '',
    };
    const { last } = this;
    this.last = now;
    if (now.phase !== last.phase) this.add(now.phase);
    if (now.bridge && now.bridge !== last.bridge) this.add(`the bridge says ${now.bridge}`);
    if (now.fault && now.fault !== last.fault) this.add(now.fault);
  }

  list(): readonly Happening[] {
    return this.happenings.list();
  }

  private add(words: string): void {
    this.happenings.push({ at: Date.now(), words });
  }
}
