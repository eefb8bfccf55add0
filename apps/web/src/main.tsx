import { render } from 'preact';
import { client } from './api/client.ts';
import './styles/main.css';
import { App } from './views/App.tsx';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
render(<App client={client} />, root);
