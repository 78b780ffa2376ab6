import { expose } from 'comlink';
import { fitApi } from './fit';

expose(fitApi);
