/** The page: one session, one window. */
import { mount } from 'svelte';
import App from './App.svelte';
import './views/page.css';
import { Session } from './views/session.svelte';
import { callback, startWorkers } from './workers/client';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place for the application.');

mount(App, { target, props: { session: new Session({ startWorkers, callback }) } });
