/**
 * Everything that can go wrong, as a closed list. A fault is plain data, so that it survives a worker boundary, and it
 * always answers three questions: what happened, what was kept, what to do.
 */
export interface Fault {
  readonly code: FaultCode;
  readonly happened: string;
  readonly kept: string;
  readonly remedy: string;
}

const NOTHING_RUNNING = 'Nothing was running; no data are affected.';
const JOURNAL = 'Every complete record up to this moment is in the journal.';
const FILE_UNTOUCHED = 'The file was not changed.';

/** Cause of each code, what is kept unless the place of the fault knows better, and the remedy. */
const CATALOGUE = {
  /** The person closed the device chooser, or the browser forbids the device. */
  'permission-denied': [NOTHING_RUNNING, 'Choose Connect again and select the bridge in the browser’s list.'],
  /** No granted device is plugged in, or the browser lacks Web Serial. */
  'no-device': [
    NOTHING_RUNNING,
    'Check the cable and the power of the bridge, and use Chrome or another browser with Web Serial.',
  ],
  /** Another program or page holds the port. */
  'port-busy': [NOTHING_RUNNING, 'Close the other program or page that uses the port, then connect again.'],
  /** Whatever is on the port did not answer `*IDN?` as a bridge does. */
  'not-a-bridge': [
    NOTHING_RUNNING,
    'Choose another port, or switch the bridge off and on and connect again.',
  ],
  /** The bridge speaks another major version of the language. */
  'language-version': [
    NOTHING_RUNNING,
    'Update the firmware of the bridge, or use the release of Meniscus made for it.',
  ],
  /** The duplex ended: cable pulled, process gone, connection closed. */
  'link-lost': [
    JOURNAL,
    'Check the cable and plug it in again: a run looks for its bridge by itself. The bridge retracts when it hears nothing.',
  ],
  /** No answer within the deadline. */
  'link-silent': [JOURNAL, 'Check the cable and the power of the bridge, then connect again.'],
  /** Bytes that are no valid answer, or repeated bad checksums. */
  'link-garbled': [JOURNAL, 'Check cable and hub; if it happens again, save the log and report it.'],
  /** The bridge put a fault into its error queue. */
  'command-refused': [
    JOURNAL,
    'Read the bridge’s message, change the setting that it names, and start again.',
  ],
  /** A move, approach or coarse step met the end of the travel. */
  'limit-reached': [
    JOURNAL,
    'Move the sample or the coarse stage so that the surface is within the fine range, then start again.',
  ],
  /** The bridge's watchdog fired: probe retracted, queue dropped. */
  'bridge-safe': [
    JOURNAL,
    'Look at the probe, press Reset (in a terminal: run with --reset), then Resume where a run waits.',
  ],
  /** The bridge dropped its queue in mid-run, or has restarted: nothing moves until a person says so. */
  'run-interrupted': [
    JOURNAL,
    'Look at the probe, then press Resume to measure the points that are left, or Stop to end the run (in a terminal: run --resume).',
  ],
  /** The run cannot be gone on with here: another instrument, other abilities, or another program than it began with. */
  'resume-refused': [
    JOURNAL,
    'Connect the instrument that the run began with, or save what there is and start a new run.',
  ],
  /** The sample's own program was cut off half-way: its state is no longer what the points that are left are to be measured at. */
  'track-cut': [
    JOURNAL,
    'Press Stop to keep what there is, bring the sample back to where a run begins, and start a new one; the journal opens like a finished file.',
  ],
  /** The bridge cannot verify where its probe is, or its hardware failed. */
  'bridge-fault': [
    JOURNAL,
    'Check the stage by eye, then press Reset; switch the bridge off if the fault stays.',
  ],
  /** The droplet did not let go at the end of a retract; the bridge moves nothing sideways. */
  'still-attached': [
    JOURNAL,
    'Look at the probe; press Resume when the droplet is free, or Stop to end the run with the probe up.',
  ],
  /** A current flows that says contact, before the probe has come down. */
  'probe-not-clear': [
    NOTHING_RUNNING,
    'Raise the probe and look at it; if it hangs free, set the contact threshold above the current that flows in air.',
  ],
  /** After Stop the height did not confirm the retract. */
  'retract-unverified': [JOURNAL, 'Raise the probe by hand before anything else, then press Reset.'],
  /** The bridge lacks something the experiment needs. */
  'capability-missing': [
    NOTHING_RUNNING,
    'Choose another experiment, or connect a bridge that has what is named.',
  ],
  /** A value of the form or the command line cannot be used. */
  'value-invalid': ['Nothing was changed.', 'Correct the value that is named.'],
  /** Another tab holds the instrument. */
  'instrument-in-use': [
    NOTHING_RUNNING,
    'Use the tab that runs the instrument, or close it and connect here.',
  ],
  /** The browser's storage is full. */
  'storage-full': [
    JOURNAL,
    'Free disk space or delete earlier runs, then press Resume (in a terminal: run --resume); the journal can be saved as it is.',
  ],
  /** Reading or writing the storage failed for another reason. */
  'storage-failed': [
    JOURNAL,
    'Save the journal as it is, reload the page and resume the run (in a terminal: check the path and its rights; run --resume where a journal is left).',
  ],
  /** Not a journal, or its header is damaged. */
  'journal-invalid': [FILE_UNTOUCHED, 'Choose a journal written by Meniscus, or an earlier copy of it.'],
  /** A bundle lacks something the layout asks for, or holds it in another form. */
  'bundle-invalid': [
    FILE_UNTOUCHED,
    'Compare the file with docs/bundle-format.md; the message names the dataset.',
  ],
  /** Not HDF5, or cut off. */
  'bundle-unreadable': [
    FILE_UNTOUCHED,
    'Copy the file again from where it was saved; a run can be exported again from its journal.',
  ],
  /** A recorded voltammogram cannot be read: another kind of file, or something in it is missing or ambiguous. */
  'import-unreadable': [
    FILE_UNTOUCHED,
    'Correct what the message names, or export the measurement again as text from the instrument’s own program.',
  ],
  /** A micrograph cannot be read: another kind of image, or damaged. */
  'image-unreadable': [
    FILE_UNTOUCHED,
    'Save the image again as PNG or TIFF of 8 or 16 bits, grey or RGB, or as JPEG, from the program that made it.',
  ],
  /** A worker ended or threw something nobody expected. */
  'worker-died': [JOURNAL, 'Reload the page; the unfinished run is offered there.'],
  /** The person took it back. */
  cancelled: [JOURNAL, 'Start again when ready.'],
} as const satisfies Record<string, readonly [kept: string, remedy: string]>;

export type FaultCode = keyof typeof CATALOGUE;

/** Makes a fault of a code; `happened` says what happened here, `kept` replaces the catalogue's answer where it is known better. */
export function fault(code: FaultCode, happened: string, kept?: string): Fault {
  const [usuallyKept, remedy] = CATALOGUE[code];
  return { code, happened, kept: kept ?? usuallyKept, remedy };
}

/** A thrown value as text without a full stop, for the `happened` of a fault, which has its own. */
export const reasonOf = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).replace(/\.+$/, '');

/** One paragraph for logs and terminals. */
export const faultText = (f: Fault): string => `${f.happened} ${f.kept} ${f.remedy}`;
