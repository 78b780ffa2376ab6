/** The beginning of every conversation: is this a bridge, which language does it speak, what can it do, what time is it. */
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import type { Capabilities, Identity, Instrument } from '../instrument';
import { parseCapabilities } from './capabilities';
import type { Link } from './link';

/** Major version of the language that this host speaks. */
const LANGUAGE = 1;

const IDENTITY_FORM = /^([^,]+),([^,]+),([^,]*),([^,]*)$/;
const VERSION_FORM = /^(\d+)\.\d+$/;
const TIME_FORM = /^([^,]+),(\d[\d.eE+-]*)$/;
/** Other instruments answer `SYSTem:VERSion?` with the year of their SCPI standard. */
const FIRST_SCPI_YEAR = 1990;

export interface Acquaintance {
  readonly identity: Identity;
  readonly capabilities: Capabilities;
  readonly clock: Instrument['clock'];
}

/** Faults: not-a-bridge with what was heard, language-version, link-lost. */
export async function getAcquainted(link: Link): Promise<Result<Acquaintance, Fault>> {
  const identity = await identify(link);
  if (!identity.ok) return identity;
  const cleared = await link.command('*CLS');
  if (!cleared.ok) return err(strange(cleared.error));
  const block = await link.block('SYST:CAP?');
  if (!block.ok) return err(strange(block.error));
  const capabilities = parseCapabilities(block.value);
  if (!capabilities.ok)
    return err(fault('not-a-bridge', `The bridge describes itself wrongly: ${capabilities.error}.`));
  const clock = await readClock(link);
  return clock.ok
    ? ok({ identity: identity.value, capabilities: capabilities.value, clock: clock.value })
    : clock;
}

async function identify(link: Link): Promise<Result<Identity, Fault>> {
  const line = await link.greet('*IDN?', IDENTITY_FORM);
  if (!line.ok) return err(strange(line.error));
  const [, vendor = '', model = '', serial = '', firmware = ''] = IDENTITY_FORM.exec(line.value) ?? [];
  const who = `${vendor} ${model}`;
  const version = await link.query('SYST:VERS?', VERSION_FORM);
  if (!version.ok) return err(strange(version.error));
  const languageVersion = version.value;
  const major = Number(VERSION_FORM.exec(languageVersion)?.[1]);
  if (major >= FIRST_SCPI_YEAR)
    return err(fault('not-a-bridge', `${who} is another kind of instrument (SCPI ${languageVersion}).`));
  if (major !== LANGUAGE)
    return err(
      fault(
        'language-version',
        `${who} speaks version ${languageVersion} of the bridge’s language, this program version ${String(LANGUAGE)}.`,
      ),
    );
  return ok({ vendor, model, serial, firmware, languageVersion });
}

/** Boot id and seconds since boot. */
async function readClock(link: Link): Promise<Result<Instrument['clock'], Fault>> {
  const line = await link.query('SYST:TIME?', TIME_FORM);
  if (!line.ok) return line;
  const [, bootId = '', seconds = ''] = TIME_FORM.exec(line.value) ?? [];
  return ok({ bootId, seconds: Number(seconds) });
}

/** Before it is known that a bridge is there, silence and nonsense mean that it is something else. */
const strange = (reason: Fault): Fault =>
  reason.code === 'link-lost' || reason.code === 'cancelled'
    ? reason
    : fault('not-a-bridge', reason.happened);
