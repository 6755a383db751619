/** Boot order of the window: styles, session, shell. */
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { Session } from './lib/state/session.svelte.ts';

const target = document.getElementById('parley');
if (!target) throw new Error('index.html has no place for the application');

mount(App, { target, props: { session: new Session() } });
