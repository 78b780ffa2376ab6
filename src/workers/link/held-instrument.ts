/** The instrument that the acquisition holds: found, looked after while nobody else talks with it, lost, found again. */
import type { Instrument } from '../../devices/instrument';
import { fault, type Fault } from '../../fault';
import type { Result } from '../../result';
import { Checklist } from './checks';
import { openConnection, type Connection } from './connection';
import type { AcquisitionEnvironment } from '../environment';
import type { FailedGreeting } from './find-bridge';
import { beat } from './heartbeat';
import type { ConnectChoice } from '../protocol';

export const NO_DEVICE = fault('no-device', 'No instrument is connected.');

export interface Holder {
  /** Whether nobody else talks with the instrument. */
  readonly alone: () => boolean;
  /** The link has ended without having been closed here. */
  readonly lost: (why: Fault) => void;
  readonly changed: () => void;
  readonly changedNow: () => void;
}

export class HeldInstrument {
  connection: Connection | null = null;
  /** The link at work or the last one, for those who look for its faults. */
  lastLink: Pick<Connection, 'instrument' | 'summary'> | null = null;
  /** What was said in the last attempt to connect with those that turned out to be no bridge. */
  failedGreetings: FailedGreeting[] = [];
  checks: Checklist | null = null;
  connecting = false;
  /** Choice of the last connection, by which a lost device is found again. */
  private chosen: ConnectChoice | null = null;
  private readonly environment: AcquisitionEnvironment;
  private readonly holder: Holder;

  constructor(environment: AcquisitionEnvironment, holder: Holder) {
    this.environment = environment;
    this.holder = holder;
  }

  /** Connects the chosen instrument. None may be held. */
  async connect(choice: ConnectChoice): Promise<Result<Connection, Fault>> {
    this.connecting = true;
    this.holder.changedNow();
    this.checks = new Checklist(this.holder.changed);
    const made = await this.open(choice, this.checks);
    this.connecting = false;
    if (!made.ok) return made;
    this.chosen = choice;
    this.hold(made.value);
    return made;
  }

  /** One try to find a lost instrument again; one that `strange` says something of is not taken. */
  async reconnect(strange: (instrument: Instrument) => Fault | null): Promise<Fault | null> {
    if (!this.chosen) return NO_DEVICE;
    const asked = new Checklist(this.holder.changed);
    const made = await this.open(this.chosen, asked);
    if (!made.ok) return made.error;
    this.checks = asked;
    const why = strange(made.value.instrument);
    if (why) {
      made.value.release();
      await made.value.instrument.close();
      return why;
    }
    this.hold(made.value);
    return null;
  }

  /** Gives the instrument back. */
  async drop(): Promise<void> {
    const mine = this.connection;
    this.connection = null;
    await mine?.instrument.close();
    mine?.release();
  }

  private open(choice: ConnectChoice, asked: Checklist): Promise<Result<Connection, Fault>> {
    this.failedGreetings = [];
    return openConnection(this.environment, choice, asked, (greeting) => this.failedGreetings.push(greeting));
  }

  private hold(mine: Connection): void {
    this.connection = mine;
    this.lastLink = mine;
    const letGo = (why: Fault): void => {
      if (this.connection !== mine) return;
      mine.release();
      this.connection = null;
      this.holder.lost(why);
    };
    void mine.instrument.closed.then(letGo);
    void beat(mine.instrument, {
      alone: () => this.connection === mine && this.holder.alone(),
      heard: (state) => {
        mine.state = state;
        this.holder.changed();
      },
      silent: (why) => {
        letGo(why);
        void mine.instrument.close();
      },
    });
    this.holder.changedNow();
  }
}
