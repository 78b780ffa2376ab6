/** Counts of the link, and its log as a file. */
import { fault, reasonOf, type Fault } from '../fault';
import type { Workers } from '../workers/client';
import { askWhereToSave, download, fileName, LOG } from './save-file';

type Acquisition = Workers['acquisition'];

export class LinkFigures {
  /** As they were asked for last; null before the first link. */
  statistics = $state.raw<Awaited<ReturnType<Acquisition['linkStatistics']>>>(null);
  private readonly acquisition: Acquisition;
  private readonly report: (fault: Fault) => void;

  constructor(acquisition: Acquisition, report: (fault: Fault) => void) {
    this.acquisition = acquisition;
    this.report = report;
  }

  async look(): Promise<void> {
    this.statistics = await this.acquisition.linkStatistics();
  }

  /** Saves the log for a bug report. Call it straight from a click. */
  async saveLog(): Promise<void> {
    const name = fileName('meniscus link');
    const target = await askWhereToSave(name, LOG);
    if (!target.ok) {
      this.report(target.error);
      return;
    }
    try {
      const text = await this.acquisition.linkReport(navigator.userAgent);
      if (!target.value) {
        download(
          new File([text], `${name}${LOG.extension}`, { type: 'text/plain' }),
          `${name}${LOG.extension}`,
        );
        return;
      }
      const file = await target.value.createWritable();
      await file.write(text);
      await file.close();
    } catch (thrown) {
      this.report(fault('storage-failed', `The log could not be saved: ${reasonOf(thrown)}.`));
    }
  }
}
