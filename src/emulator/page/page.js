// SPDX-License-Identifier: Apache-2.0
// The emulator's page: a live list of records and the details of one. Whatever comes from a request is
// put on the page as text.

const KEPT = 500;
const records = new Map(); // by number
let fresh = new Set();     // numbers whose state came as an event since the list was asked for
let drawing = false;

const at = (id) => document.getElementById(id);

/** Makes an element: its attributes, then what is in it. */
function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
}

const clock = (time) => new Date(time).toLocaleTimeString([], { hourCycle: 'h23' });
const chosen = () => Number(location.hash.match(/^#call-(\d+)$/)?.[1] ?? 0);
const lastStep = (record) => record.sip.at(-1)?.step ?? null;
const rings = (record) => lastStep(record) === 'ringing';
const talks = (record) => ['answered', 'refreshed', 'not refreshed', 're-invited'].includes(lastStep(record));

/** What became of a request, in a word or two, and how good that is. */
function outcome(record) {
  if (record.sessionId) return rings(record) ? ['ringing', 'warn'] : [lastStep(record) ?? 'placed', 'good'];
  if (record.status === null) return ['no answer', 'bad'];
  return record.status < 300 ? ['answered', 'good'] : [record.code ?? 'refused', 'bad'];
}

// The emulator

function say(text) {
  at('message').textContent = text;
  at('message').hidden = !text;
}

/** Sends a request; shows the emulator's sentence if it refuses. Gives the answer, or null. */
async function ask(path, method = 'GET', body = undefined) {
  try {
    const answer = await fetch(path, { method, body: body && JSON.stringify(body) });
    const text = await answer.text();
    const document = text ? JSON.parse(text) : {};
    say(answer.ok ? '' : document.message);
    return answer.ok ? document : null;
  } catch {
    say('The emulator does not answer.');
    return null;
  }
}

async function readAll() {
  fresh = new Set();
  const [list, fault] = [await ask('calls'), await ask('fault')];
  if (!list) return;
  const listed = new Set(list.calls.map((record) => record.number));
  for (const number of records.keys()) if (!listed.has(number) && !fresh.has(number)) records.delete(number);
  for (const record of list.calls) if (!fresh.has(record.number)) records.set(record.number, record);
  if (fault && document.activeElement !== at('fault-text')) at('fault-text').value = fault.fault;
  draw();
}

function connect() {
  const events = new EventSource('events');
  events.onopen = () => {
    at('connection').className = '';
    at('connection').textContent = 'Connected';
    readAll();
  };
  events.onerror = () => {
    at('connection').className = 'lost';
    at('connection').textContent = 'Connection to the emulator lost; trying again…';
    // A browser gives up where the answer is no stream of events.
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  };
  events.addEventListener('call', (event) => {
    const record = JSON.parse(event.data);
    fresh.add(record.number);
    records.set(record.number, record);
    draw();
  });
}

// The list

function row(record) {
  const [word, mood] = outcome(record);
  const who = record.from && record.to ? `${record.from} → ${record.to}` : record.request.path;
  const more = [`${record.kind ?? record.request.method} #${record.number}`, record.fault && `fault ${record.fault}`,
    record.violations.length > 0 && `${record.violations.length} violation${record.violations.length > 1 ? 's' : ''}`];
  const link = make('a', { href: `#call-${record.number}` },
    make('time', { datetime: record.time }, clock(record.time)),
    make('span', { class: mood }, `${record.status ?? '–'} ${word}`),
    make('span', { class: 'who' }, who),
    make('span', { class: 'more' }, more.filter(Boolean).join(' · ')));
  if (rings(record)) link.className = 'ringing';
  if (record.number === chosen()) link.setAttribute('aria-current', 'true');
  return make('li', {}, link);
}

const rows = new Map(); // by number: the record that was drawn, whether it was chosen, and its element

function drawList() {
  const newest = [...records.keys()].sort((a, b) => b - a);
  for (const number of newest.splice(KEPT)) records.delete(number);
  for (const [number, drawn] of rows) {
    if (records.has(number)) continue;
    drawn.element.remove();
    rows.delete(number);
  }
  let before = null;
  for (const number of newest) {
    const record = records.get(number);
    const isChosen = number === chosen();
    let drawn = rows.get(number);
    if (drawn?.record !== record || drawn.isChosen !== isChosen) {
      const element = row(record);
      const hadFocus = drawn?.element.contains(document.activeElement);
      if (drawn) drawn.element.replaceWith(element);
      drawn = { record, isChosen, element };
      rows.set(number, drawn);
      if (hadFocus) element.firstChild.focus();
    }
    const next = before ? before.nextSibling : at('list').firstChild;
    if (next !== drawn.element) at('list').insertBefore(drawn.element, next);
    before = drawn.element;
  }
  at('empty').hidden = records.size > 0;
  at('count').textContent = records.size > 0 ? `(${records.size})` : '';
}

// The details

/** The lines of a JSON value, each with the JSON Pointer of what it shows. */
function* lines(value, pointer = '', indent = '', name = '', comma = '') {
  const label = name === '' ? '' : `${JSON.stringify(name)}: `;
  if (value === null || typeof value !== 'object') {
    yield [pointer, `${indent}${label}${JSON.stringify(value)}${comma}`];
    return;
  }
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const members = Object.entries(value);
  if (members.length === 0) {
    yield [pointer, `${indent}${label}${open}${close}${comma}`];
    return;
  }
  yield [pointer, `${indent}${label}${open}`];
  for (const [i, [key, member]] of members.entries()) {
    const step = key.replaceAll('~', '~0').replaceAll('/', '~1');
    yield* lines(member, `${pointer}/${step}`, `${indent}  `, Array.isArray(value) ? '' : key,
      i + 1 < members.length ? ',' : '');
  }
  yield [null, `${indent}${close}${comma}`];
}

/** A JSON value, with each violation below the line that it is about, or below what lacks it. */
function json(value, violations = []) {
  const box = make('div', { class: 'json' });
  const all = [...lines(value)];
  const pointers = new Set(all.map(([pointer]) => pointer));
  const place = (path) => {
    while (path && !pointers.has(path)) path = path.slice(0, path.lastIndexOf('/'));
    return path;
  };
  for (const [pointer, text] of all) {
    box.append(make('div', {}, text));
    for (const violation of violations)
      if (pointer !== null && place(violation.path) === pointer)
        box.append(make('p', { class: 'violation' }, `${violation.path || 'The request'}: ${violation.message}`));
  }
  return box;
}

const OUT = { cancelled: 'CANCEL', ended: 'BYE', expired: 'BYE', refreshed: 're-INVITE', 'not refreshed': 're-INVITE' };
const IN = { ringing: '', answered: '', refused: '', 'hung up': 'BYE', 're-invited': 're-INVITE' };

function rung(time, direction, text) {
  return make('li', { class: direction },
    make('time', { datetime: time }, clock(time)),
    make('span', { class: 'lane' }, text));
}

/** Who sent what when: one line for each message of the call. */
function ladder(record) {
  const list = make('ol');
  const begun = record.event?.sent ? record.time : record.sip[0].time;
  list.append(rung(begun, 'out', 'Alexa sends INVITE'));
  for (const { time, step, status, phrase } of record.sip) {
    const answer = [status, phrase].filter(Boolean).join(' ');
    if (step in OUT) list.append(rung(time, 'out', `Alexa sends ${OUT[step]}: ${step}${answer && `, ${answer}`}`));
    else if (step === 'invited') list.append(rung(time, 'none', `The callee reads ${phrase}`));
    else if (step in IN) list.append(rung(time, 'in', `The callee sends ${IN[step] ? `${IN[step]}: ${step}` : answer}`));
    else list.append(rung(time, 'none', [step, answer].filter(Boolean).join(': ')));
  }
  return make('div', { class: 'ladder' },
    make('p', { class: 'ends', 'aria-hidden': 'true' }, make('span', {}, 'Alexa'), make('span', {}, 'Callee')),
    list);
}

function action(id, text, path, body, isMain) {
  const button = make('button', { type: 'button', id, ...(isMain && { class: 'main' }) }, text);
  button.onclick = () => ask(path, 'POST', body);
  return button;
}

function actions(record) {
  const path = `calls/${record.number}`;
  const box = make('p', { class: 'actions' });
  if (rings(record)) {
    box.append(action('answer', 'Answer', `${path}/phone`, { do: 'answer' }, true),
      action('decline', 'Decline', `${path}/phone`, { do: 'decline' }));
  }
  if (talks(record)) box.append(action('hang-up', 'Hang up', `${path}/phone`, { do: 'hang-up' }, true));
  box.append(action('invite', 'Play the call again', `${path}/invite`),
    action('event', 'Send the event again', `${path}/event`));
  return box;
}

function pairs(values) {
  const list = make('dl');
  for (const [name, value] of values)
    if (value !== null && value !== undefined) list.append(make('dt', {}, name), make('dd', {}, String(value)));
  return list;
}

function requestPart(record) {
  const { method, path, query, headers, body } = record.request;
  const parts = [make('h3', {}, 'Request'), make('pre', { tabindex: '0' }, `${method} ${path}`)];
  if (Object.keys(query).length > 0) parts.push(json(query));
  parts.push(make('details', {}, make('summary', {}, 'Headers'), pairs(Object.entries(headers))));
  parts.push(json(body, record.violations));
  return parts;
}

function eventPart({ sent, status, answer, reason }) {
  return [make('h3', {}, 'Event'),
    pairs([['answered with', status], ['no complete answer', reason]]),
    answer === null ? '' : json(answer),
    make('details', {}, make('summary', {}, 'What was sent'), json(sent))];
}

function details(record) {
  const [word, mood] = outcome(record);
  const back = make('a', { id: 'back', href: '#' }, '← All requests');
  const parts = [back,
    make('h2', { id: 'title', tabindex: '-1' }, `${record.kind ?? 'Unknown path'} #${record.number}: `,
      make('span', { class: mood }, `${record.status ?? 'no status'} ${word}`))];
  if (record.sessionId) parts.push(actions(record));
  parts.push(pairs([['received', new Date(record.time).toLocaleString()], ['from', record.from], ['to', record.to],
    ['client session id', record.clientSessionId], ['session id', record.sessionId],
    ['fault', record.fault], ['code', record.code], ['request id', record.requestId]]));
  if (record.sip.length > 0) parts.push(make('h3', {}, 'Call over SIP'), ladder(record));
  if (record.event) parts.push(...eventPart(record.event));
  parts.push(...requestPart(record));
  return parts;
}

let shown = null; // the record whose details are on the page

function drawDetails(takeFocus) {
  const record = records.get(chosen()) ?? null;
  if (record === shown && !takeFocus) return;
  const focused = at('detail').contains(document.activeElement) ? document.activeElement.id : null;
  const open = [...at('detail').querySelectorAll('details')].map((part) => part.open);
  const isSame = record && shown?.number === record.number;
  shown = record;
  at('detail').hidden = !record;
  document.querySelector('main').classList.toggle('chosen', Boolean(record));
  at('detail').replaceChildren(...(record ? details(record) : []));
  if (isSame) at('detail').querySelectorAll('details').forEach((part, i) => { part.open = open[i] ?? false; });
  if (record && takeFocus) at('title').focus();
  else if (record && focused !== null) (at(focused) ?? at('title')).focus();
}

/** Draws at the next frame what has changed until then. */
function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    drawList();
    drawDetails(false);
  });
}

// The user

addEventListener('hashchange', () => {
  drawList();
  drawDetails(true);
});

addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !chosen()) return;
  const link = rows.get(chosen())?.element.firstChild;
  location.hash = '';
  requestAnimationFrame(() => at('list').querySelector(`[href="${link?.getAttribute('href')}"]`)?.focus());
});

at('fault').onsubmit = async (event) => {
  event.preventDefault();
  const answer = await ask('fault', 'PUT', { fault: at('fault-text').value.trim() });
  if (answer) say(`Requests now meet: ${answer.fault}`);
};

at('clear').onclick = async () => {
  if (await ask('calls', 'DELETE')) {
    records.clear();
    draw();
  }
};

at('command').textContent = `SKILLCALL_TOKEN=any skillcall start \\
    --endpoint ${location.origin} \\
    --from +12045551111 \\
    --to +16073331111 \\
    --endpoint-id my-device${location.protocol === 'https:' ? ' --cacert ca.pem' : ''}`;
at('copy').onclick = async () => {
  await navigator.clipboard.writeText(at('command').textContent);
  at('copy').textContent = 'Copied';
};

connect();
