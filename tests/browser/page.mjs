// Looks at the status page with a browser, as people do: SCENARIO URL FOLDER MODULES. What it has seen it prints, a line each, and whoever
// started it does the next thing then. What is wrong is the reason for which it ends.
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

const [scenario, url, folder, modules] = process.argv.slice(2);
const load = createRequire(join(modules, 'x.js'));
const { chromium } = load('playwright-core');
const axe = load('axe-core').source;

mkdirSync(folder, { recursive: true });
const profile = mkdtempSync(join(tmpdir(), 'lvsdr-browser-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.LVSDR_CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  viewport: { width: 1360, height: 900 },
  colorScheme: 'light',
  bypassCSP: false,
});
context.setDefaultTimeout(20000);
const page = context.pages()[0] || await context.newPage();
const wrong = [];
page.on('console', message => { if (['error', 'warning'].includes(message.type())) wrong.push('console: ' + message.text()); });
page.on('pageerror', error => wrong.push('page: ' + error.message));
page.on('request', request => { if (!request.url().startsWith(url) && !request.url().startsWith('data:')) wrong.push('asked elsewhere: ' + request.url()); });

const rows = page.locator('tbody tr');
const row = name => rows.filter({ has: page.locator('th', { hasText: name }) });
const picture = name => page.screenshot({ path: join(folder, name + '.png'), fullPage: true });

// axe goes in by the debugger, past the page's policy, which stays in force.
async function checkAccessibility(what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  for (const violation of found.violations) wrong.push(what + ': ' + violation.id + ': ' + violation.help + ': ' + violation.nodes.slice(0, 3).map(node => node.target.join(' ')).join(', '));
}

async function bothThemes(name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await picture(name + '-' + colorScheme);
    await checkAccessibility(name + ', ' + colorScheme);
  }
}

async function expect(what, holds) { if (!await holds) wrong.push('not so: ' + what); }

const scenarios = {
  // A real server dies and comes back.
  async killed() {
    await row('127.0.0.3').filter({ hasText: 'up' }).waitFor();
    await bothThemes('well');
    await page.waitForFunction(() => document.getElementById('link').textContent === 'live');
    console.log('well');
    await row('127.0.0.3').filter({ hasText: 'down' }).waitFor();
    await row('127.0.0.3').filter({ hasText: /refused/i }).waitFor();
    await page.locator('#summary', { hasText: '2 of 3 real servers' }).waitFor();
    await page.locator('#events li', { hasText: 'down' }).first().waitFor();
    await page.waitForFunction(() => document.getElementById('said').textContent.includes('down'));
    await expect('what is down is first', (await rows.first().textContent()).includes('127.0.0.3'));
    await row('127.0.0.3').locator('.strip .bad').first().waitFor();
    await expect('there is no column for a lag that nobody measures', await page.locator('.lag').first().isHidden());
    await bothThemes('killed');
    console.log('down');
    await row('127.0.0.3').filter({ hasText: 'up' }).waitFor();
    console.log('back');
    await page.locator('#link.lost').waitFor();
    // That it cannot connect is what was waited for, and the browser says it in its own words.
    for (let index = wrong.length - 1; index >= 0; index--) if (wrong[index].startsWith('console: Failed to load resource: net::ERR_')) wrong.splice(index, 1);
    await picture('lost-dark');
  },

  // A thousand of them, with the texts of somebody who means harm.
  async many() {
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1000);
    const begin = Date.now();
    await page.locator('#find').fill('node77');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 11);
    await expect('finding among a thousand takes less than two seconds', Date.now() - begin < 2000);
    await row('node777').locator('td.lag', { hasText: '2.5 s' }).waitFor();
    await row('node777').locator('td.lag svg[aria-label="Replication lag in the last half hour: 2.5 s now, 2.5 s at most"]').waitFor();
    await bothThemes('found');
    await page.locator('#find').fill('');
    await page.locator('#show').selectOption('trouble');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 100);
    await page.locator('#show').selectOption('all');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1000);
    await page.screenshot({ path: join(folder, 'many-dark.png') });
    await expect('no text has become markup', await page.evaluate(() => document.querySelectorAll('img, iframe, object, script:not(:first-of-type)').length === 0 && globalThis.hacked === undefined));
    await expect('the texts are shown as they are', (await page.locator('tbody').textContent()).includes('<img src=x onerror='));
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 400, height: 800 });
    await page.locator('#find').fill('node77');
    await picture('narrow-light');
    await expect('nothing but tables is wider than a narrow window', await page.evaluate(() => document.documentElement.scrollWidth <= 400));
    await page.reload();
    await page.keyboard.press('Tab');
    await expect('the keyboard comes to the link that leads past what is repeated', await page.evaluate(() => document.activeElement.className === 'skip'));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect('and from there to what is in the main part', await page.evaluate(() => document.activeElement.id === 'find'));
  },
};

try {
  await page.goto(url);
  await scenarios[scenario]();
} catch (problem) {
  await picture('failed-' + scenario).catch(() => {});
  wrong.push(String(problem.message));
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exitCode = 1;
}
