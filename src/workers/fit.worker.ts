import { expose } from 'comlink';
import { fitApi } from './fits/fit';

expose(fitApi);
