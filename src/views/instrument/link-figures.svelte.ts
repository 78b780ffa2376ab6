/** Counts of the link, and its log as a file. */
import type { Fault } from '../../fault';
import type { Workers } from '../../workers/client';
import { fileName, LOG, saveText } from '../save-file';

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
    const saved = await saveText(fileName('meniscus link'), LOG, () =>
      this.acquisition.linkReport(navigator.userAgent),
    );
    if (!saved.ok) this.report(saved.error);
  }
}
