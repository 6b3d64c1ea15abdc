// The ledger's page in headless Chromium, from file://, as a reader uses it. Run by .ci/run:
//   NODE_PATH=… node tests/browser/ledger.cjs PAGE LARGE_PAGE SHOTS
// PAGE is the ledger of fixtures/ledger and fixtures/clean, LARGE_PAGE one of at least 20,000 rows; screenshots go to SHOTS.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');

const [small, large, shots] = process.argv.slice(2);
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

async function open(browser, file, settings) {
  const page = await (await browser.newContext(settings)).newPage();
  const trouble = [];
  page.on('pageerror', error => trouble.push(`error: ${error}`));
  page.on('console', message => message.type() === 'error' && trouble.push(`console: ${message.text()}`));
  page.on('dialog', dialog => { trouble.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', request => request.url().startsWith('file:') || trouble.push(`request: ${request.url()}`));
  const url = pathToFileURL(path.resolve(file)).href;
  const start = Date.now();
  await page.goto(url);
  await page.waitForSelector('#rows tbody tr');
  page.opened = Date.now() - start;
  page.quiet = () => assert.deepEqual(trouble, []);
  return page;
}

const rowCount = page => page.locator('#rows tbody tr').count();
const column = (page, name) => page.locator(`#rows tbody td.${name}`).allInnerTexts();
const shoot = (page, name, settings) => page.screenshot({ path: path.join(shots, name), ...settings });
const fits = page => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

async function search(page, words) {
  await page.fill('#query', words);
  await page.waitForTimeout(250);
}

async function desktop(browser) {
  const page = await open(browser, small, { viewport: { width: 1400, height: 1000 } });
  const all = Number((await page.innerText('#count')).match(/\d+/)[0]);
  assert.ok(all > 100, `${all} rows`);
  assert.ok(await fits(page));
  assert.ok(await page.locator('.dot').count() > 20, 'dots on the timeline');
  await shoot(page, 'desktop.png', { fullPage: true });

  await search(page, '朗诵 办公室');
  assert.deepEqual(await column(page, 'unit'), ['办公室']);
  await search(page, '<script>');
  assert.equal(await rowCount(page), 0);
  await search(page, '');
  await page.selectOption('#unit', { label: '活动部' });
  assert.deepEqual(await column(page, 'task'), ['举办读书讲座', '举办朗诵比赛']);
  await page.selectOption('#role', { label: '配合' });
  assert.equal(await rowCount(page), 0);
  await page.click('#clear');
  await page.selectOption('#kind', { label: '长期' });
  assert.ok((await column(page, 'due')).every(due => due === '长期'));
  await page.click('#clear');
  await page.selectOption('#year', { label: '2016年' });
  assert.ok((await column(page, 'due')).every(due => due.startsWith('2016-')));

  const days = async () => (await column(page, 'due')).map(due => due.slice(-10));
  await page.click('#rows th >> text=完成期限');
  assert.deepEqual(await days(), (await days()).sort());
  await page.click('#rows th >> text=完成期限');
  assert.deepEqual(await days(), (await days()).sort().reverse());
  assert.equal(await page.getAttribute('#rows th:nth-child(5)', 'aria-sort'), 'descending');
  await page.click('#clear');

  // A row's passage: the unit's field and the date above it are marked, and stand in their sentences.
  await search(page, '清点中文图书');
  await page.click('#rows td.place a');
  const marked = () => page.locator('#passage mark.here').allInnerTexts();
  assert.deepEqual(await marked(), ['责任部室：典藏部', '完成时间：9月30日前']);
  assert.match(await page.innerText('#passage-text p:has(mark.here)'), /^1、清点中文图书。/);
  assert.ok(await page.locator('#passage mark.here').first().isVisible());
  assert.match(page.url(), /#row-\d+$/);
  await shoot(page, 'passage.png');
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#passage').isHidden());
  await page.goBack();
  assert.deepEqual(await marked(), ['责任部室：典藏部', '完成时间：9月30日前']);
  await page.click('#close');
  // What looks like markup in a notice is text.
  await search(page, '读者咨询');
  await page.click('#rows td.place a');
  assert.match(await page.innerText('#passage-text'), /<script>alert\(1\)<\/script>/);
  assert.equal(await page.locator('#passage-text script').count(), 0);
  await page.keyboard.press('Escape');
  await search(page, '');

  await page.click('#gaps summary');
  await page.click('#gaps li a');
  assert.ok((await marked()).length > 0);
  await page.keyboard.press('Escape');
  await page.locator('.lane .dot').first().click();
  assert.ok((await rowCount(page)) < all && /到期日/.test(await page.innerText('#count')));
  page.quiet();
  await page.context().close();
}

async function phone(browser) {
  const page = await open(browser, small, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
  assert.ok(await fits(page), 'nothing stands beyond the right edge');
  await shoot(page, 'phone-top.png');
  await page.locator('#rows tbody tr').first().scrollIntoViewIfNeeded();
  await shoot(page, 'phone-rows.png');
  await page.tap('#rows td.place a');
  await page.waitForSelector('#passage mark.here');
  assert.equal(await page.evaluate(() => document.getElementById('passage').getBoundingClientRect().width), 390);
  await shoot(page, 'phone-passage.png');
  page.quiet();
  await page.context().close();
}

async function dark(browser) {
  const page = await open(browser, small, { viewport: { width: 1400, height: 1000 }, colorScheme: 'dark' });
  const brightness = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).reduce((sum, part) => sum + +part, 0) / 3);
  assert.ok(brightness < 60, `background ${brightness}`);
  await page.locator('#rows td.place a').first().click();
  await shoot(page, 'dark.png');
  page.quiet();
  await page.context().close();
}

async function print(browser) {
  const page = await open(browser, small, { viewport: { width: 1400, height: 1000 }, colorScheme: 'dark' });
  const count = Number((await page.innerText('#count')).match(/\d+/)[0]);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await rowCount(page), count, 'all rows are printed');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await rowCount(page), Math.min(count, 100));
  const pdf = await page.pdf({ path: path.join(shots, 'print.pdf'), preferCSSPageSize: true });
  assert.ok((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) || []).length > 2, 'several pages');
  page.quiet();
  await page.context().close();
}

async function twentyThousand(browser) {
  const page = await open(browser, large, { viewport: { width: 1400, height: 1000 } });
  const all = Number((await page.innerText('#count')).match(/\d+/)[0]);
  assert.ok(all >= 20000, `${all} rows`);
  assert.equal(await rowCount(page), 100);
  const timed = async work => { const start = Date.now(); await work(); return Date.now() - start; };
  const found = await timed(() => search(page, '朗诵'));
  const sorted = await timed(async () => { await search(page, ''); await page.click('#rows th >> text=任务'); });
  await page.click('#next');
  assert.match(await page.innerText('#page'), /第 2 页/);
  console.log(`${all} rows: opened in ${page.opened} ms, searched in ${found} ms, sorted in ${sorted} ms, ${fs.statSync(large).size} bytes`);
  assert.ok(page.opened < 15000 && found < 5000 && sorted < 10000);
  page.quiet();
  await page.context().close();
}

(async () => {
  fs.mkdirSync(shots, { recursive: true });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: FLAGS });
  try {
    for (const test of [desktop, phone, dark, print, twentyThousand]) {
      await test(browser);
      console.log(`${test.name}: right`);
    }
  } finally {
    await browser.close();
  }
})().catch(error => { console.error(error); process.exit(1); });
