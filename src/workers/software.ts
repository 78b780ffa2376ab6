import { version } from '../../package.json';

/** Who measured and who analysed, as files say it. */
export const SOFTWARE = { name: 'Meniscus', version } as const;
