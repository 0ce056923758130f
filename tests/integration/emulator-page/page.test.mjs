// SPDX-License-Identifier: Apache-2.0
// The page as a person meets it: what it shows, what keys and buttons do, and whether everyone can use it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { after, afterEach, before, test } from 'node:test';

import axe from 'axe-core';
import { chromium } from 'playwright-core';

const BODY = JSON.parse(readFileSync(process.env.SKILLCALL_REQUEST, 'utf8'));
const WIDTHS = [360, 768, 1280];

class Emulator {
  static async start(...flags) {
    const emulator = new Emulator();
    emulator.process = spawn(process.env.SKILLCALL_EMULATOR, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(createInterface(emulator.process.stdout), 'line');
    emulator.url = line.replace('listening on ', '');
    return emulator;
  }

  async call(token = 'emulator-ok', body = BODY) {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    return (await fetch(`${this.url}/v1/communications/session`,
      { method: 'POST', headers, body: JSON.stringify(body) })).status;
  }

  async ask(path) {
    return (await fetch(`${this.url}/_emulator/${path}`)).json();
  }

  async stop() {
    this.process.kill();
    if (this.process.exitCode === null) await once(this.process, 'exit');
  }
}

let browser;
let emulator;
let page;
let complaints;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(() => browser.close());

async function open(flags = [], options = {}) {
  emulator = await Emulator.start('--port', '0', ...flags);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  page = await context.newPage();
  page.setDefaultTimeout(10000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${emulator.url}/_emulator/`);
  await page.getByText('Connected', { exact: true }).waitFor();
}

afterEach(async () => {
  await page.context().close();
  await emulator.stop();
});

const links = () => page.locator('#list a');

async function mustBeAccessible() {
  await page.addScriptTag({ content: axe.source }).catch(() => page.evaluate(axe.source));
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target).join(', ')}`), []);
}

/** Whether nothing is wider than the window. */
const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

test('nothing has come: a command to copy', async () => {
  await open([], { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('#copy').click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(command, /^SKILLCALL_TOKEN=any skillcall start \\\n {4}--endpoint http:\/\/127\.0\.0\.1:\d+ /);
  assert.deepEqual(complaints, []);
});

test('the list grows live, newest first', async () => {
  await open();
  await emulator.call();
  await emulator.call('emulator-throttled');
  await links().nth(1).waitFor();
  assert.match(await links().nth(0).textContent(), /429 Throttling.*session #2 · fault throttled/);
  assert.match(await links().nth(1).textContent(), /200 placed.*#1/);
  assert.ok(await page.locator('#empty').isHidden());
  assert.deepEqual(complaints, []);
});

test('a violation stands below the field that it is about', async () => {
  await open();
  const body = structuredClone(BODY);
  body.participants[0].id.value = '12045551111';
  await emulator.call('emulator-ok', body);
  await links().first().click();
  const violation = page.locator('.violation').first();
  assert.match(await violation.textContent(), /E\.164/);
  const line = await violation.evaluate((element) => element.previousElementSibling.textContent);
  assert.match(line, /"value": "12045551111"/);
});

test('what a request holds is shown as text', async () => {
  await open();
  await emulator.call('emulator-ok', { '<img src=x onerror=alert(1)>': '<script>alert(1)</script>' });
  await links().first().click();
  await page.getByText('<script>alert(1)</script>').waitFor();
  assert.equal(await page.locator('#detail img, #detail script').count(), 0);
});

test('the keyboard alone suffices', async () => {
  await open();
  await emulator.call();
  await emulator.call();
  await links().nth(1).waitFor();
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.matches('#list a'))) break;
  }
  await page.keyboard.press('Enter');
  await page.locator('#title').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'title');
  await page.keyboard.press('Escape');
  await page.locator('#detail').waitFor({ state: 'hidden' });
  await page.waitForFunction(() => document.activeElement.matches('#list a'));
});

test('the fault is chosen, and a wrong one refused', async () => {
  await open();
  await page.locator('#fault-text').fill('expired');
  await page.keyboard.press('Enter');
  await page.getByText('Requests now meet: expired').waitFor();
  assert.equal(await emulator.call('any'), 401);
  await page.locator('#fault-text').fill('nonsense');
  await page.keyboard.press('Enter');
  await page.getByText('There is no such fault').waitFor();
  assert.deepEqual(await emulator.ask('fault'), { fault: 'expired' });
});

test('all is cleared', async () => {
  await open();
  await emulator.call();
  await links().first().waitFor();
  await page.locator('#clear').click();
  await page.locator('#empty').waitFor();
  assert.deepEqual((await emulator.ask('calls')).calls, []);
});

test('the connection is lost, and comes back with what was missed', async () => {
  await open();
  await emulator.call();
  await links().first().waitFor();
  const { port } = new URL(emulator.url);
  await emulator.stop();
  await page.getByText('Connection to the emulator lost').waitFor();
  emulator = await Emulator.start('--port', port);
  await emulator.call('emulator-denied');
  await page.getByText('Connected', { exact: true }).waitFor();
  await page.getByText('403 AccessDenied').waitFor();
  assert.equal(await links().count(), 1);
});

test('five hundred records', async () => {
  await open();
  for (let i = 0; i < 520; i++) await emulator.call();
  await page.getByText('#520').waitFor();
  assert.equal(await links().count(), 500);
  assert.ok(await fits());
});

for (const colorScheme of ['light', 'dark']) {
  test(`accessible at every width, in ${colorScheme}`, async () => {
    await open([], { colorScheme });
    await mustBeAccessible();
    await emulator.call();
    const body = structuredClone(BODY);
    delete body.participants[0].endpointId;
    await emulator.call('emulator-ok', body);
    await links().nth(1).waitFor();
    await links().first().click();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await mustBeAccessible();
      assert.ok(await fits(), `${width}`);
    }
  });
}

/** A callee that lets every call ring: it answers each INVITE with 180, and CANCEL with 200 and 487. */
async function ringingCallee() {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const [start, ...headers] = message.toString('latin1').split('\r\n\r\n')[0].split('\r\n');
    const kept = headers.filter((header) => /^(Via|From|Call-ID|CSeq):/i.test(header));
    const to = headers.find((header) => /^To:/i.test(header));
    const method = start.split(' ')[0];
    if (method === 'ACK') return;
    const answer = [`SIP/2.0 ${method === 'INVITE' ? '180 Ringing' : '200 OK'}`, ...kept, `${to};tag=callee`,
      'Contact: <sip:callee@127.0.0.1>', 'Content-Length: 0', '', ''].join('\r\n');
    socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  socket.unref();
  return `sip:127.0.0.1:${socket.address().port}`;
}

test('a call that rings', async () => {
  const callee = await ringingCallee();
  await open(['--invite', callee]);
  await emulator.call();
  await page.getByText('200 ringing').first().waitFor();
  await links().first().click();
  await page.getByText('180 Ringing').waitFor();
  assert.deepEqual(await page.locator('.actions button').allTextContents(),
    ['Answer', 'Decline', 'Play the call again', 'Send the event again']);
  await mustBeAccessible();
  await page.locator('#event').click();
  await page.getByText('There is no event to repeat').waitFor();
});

test('the built-in phone answers and hangs up', async () => {
  await open(['--phone']);
  await emulator.call();
  await page.getByText('200 ringing').first().waitFor();
  await links().first().click();
  await page.getByText(`The callee reads client session id ${BODY.clientContext.clientSessionId}`).waitFor();
  await page.locator('#answer').focus();
  await page.keyboard.press('Enter');
  await page.locator('#hang-up').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'title');
  await page.locator('#hang-up').click();
  await page.getByText('The callee sends BYE').waitFor();
  assert.deepEqual((await emulator.ask('calls/1')).sip.map(({ step }) => step),
    ['invited', 'ringing', 'answered', 'hung up']);
  assert.deepEqual(complaints, []);
});

test('the built-in phone declines, and is called again', async () => {
  await open(['--phone']);
  await emulator.call();
  await links().first().click();
  await page.locator('#decline').click();
  await page.getByText('200 refused').first().waitFor();
  await page.locator('#invite').click();
  await page.locator('#answer').waitFor();
});

if (process.env.SKILLCALL_SCREENSHOTS) test('the pictures of the docs: a call from before it is placed to its end', async () => {
  const shoot = (name) => page.screenshot({ path: `${process.env.SKILLCALL_IMAGES}/emulator-${name}.png` });
  mkdirSync(process.env.SKILLCALL_IMAGES, { recursive: true });
  await open(['--phone'], { viewport: { width: 960, height: 640 } });
  await shoot('empty');
  await emulator.call('emulator-throttled');
  const body = structuredClone(BODY);
  body.participants[0].id.value = '12045551111';
  await emulator.call('emulator-ok', body);
  await emulator.call();
  await page.getByText('200 ringing').first().waitFor();
  await links().nth(0).click();
  await page.getByText('180 Ringing').waitFor();
  await shoot('ringing');
  await page.locator('#answer').click();
  await page.locator('#hang-up').waitFor();
  await shoot('answered');
  await page.locator('#hang-up').click();
  await page.getByText('The callee sends BYE').waitFor();
  await shoot('ended');
  await links().nth(1).click();
  await page.locator('.violation').first().waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot('violation-dark');
});
