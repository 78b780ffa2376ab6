/** All that is known of a link, as text for a bug report. */
import type { Conversation, Instrument, LinkLine, LinkStatistics } from '../../devices/instrument';
import type { FailedGreeting } from './find-bridge';
import type { Happening } from '../history';
import { SOFTWARE } from '../software';

/**
 * `program` is what the page or the terminal runs in; `name` and `instrument` are of the link, null before the first;
 * `failed` are greetings that came to nothing since.
 */
export function linkReport(
  program: string,
  link: { readonly name: string; readonly instrument: Instrument } | null,
  happenings: readonly Happening[],
  failed: readonly FailedGreeting[],
): string {
  const head = [
    `${SOFTWARE.name} ${SOFTWARE.version}`,
    program,
    new Date().toISOString(),
    ...section('What happened', happenings.map(happening)),
  ];
  return [
    ...head,
    ...(link ? ofLink(link.name, link.instrument) : ['', 'No instrument was connected.']),
    ...failed.flatMap(({ link: name, said }) =>
      section(`Greeting that came to nothing, ${name}`, conversation(said)),
    ),
    '',
  ].join('\n');
}

function ofLink(name: string, instrument: Instrument): string[] {
  const { identity, capabilities, clock } = instrument;
  return [
    ...section('Instrument that was connected last', [
      `link: ${name}`,
      ...Object.entries(identity).map(([key, value]) => `${key}: ${String(value)}`),
      `boot: ${clock.bootId}, ${String(clock.seconds)} s before the connection`,
      `capabilities: ${JSON.stringify(capabilities)}`,
    ]),
    ...section('Link', statistics(instrument.statistics())),
    ...section('Conversation (> to the bridge, < from it)', conversation(instrument.conversation())),
  ];
}

const section = (title: string, lines: readonly string[]): string[] => ['', `# ${title}`, ...lines];

const timeOf = (at: number): string => new Date(at).toISOString();

const happening = ({ at, words }: Happening): string => `${timeOf(at)} ${words}`;

const statistics = ({ roundTrip, ...counts }: LinkStatistics): string[] => [
  ...Object.entries(counts).map(([key, value]) => `${key}: ${String(value)}`),
  roundTrip
    ? `round trip: p50 ${roundTrip.p50.toFixed(3)} ms, p99 ${roundTrip.p99.toFixed(3)} ms`
    : 'round trip: none',
];

const spoken = ({ at, from, text }: LinkLine): string =>
  `${timeOf(at)} ${from === 'host' ? '>' : '<'} ${text}`;

const conversation = ({ first, leftOut, last }: Conversation): string[] => [
  ...first.map(spoken),
  ...(leftOut > 0 ? [`… ${String(leftOut)} lines left out …`] : []),
  ...last.map(spoken),
];
