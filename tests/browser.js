// Opens pages in a browser and tells what it finds.  Reads a JSON list of jobs from standard input:
// { page, axe?, print?, fragment?, markdown? }; writes one JSON object a job: { page, wrong: [...], shape }.
// Usage: node browser.js TOOLS CHROMIUM <jobs
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const { pathToFileURL } = require('url');

const [tools, executablePath] = process.argv.slice(2);
const need = createRequire(path.resolve(tools, 'package.json'));
const axe = fs.readFileSync(path.resolve(tools, 'node_modules/axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// What runs in the page: signs of anything that may execute or fetch.
function probe(markdown) {
  const wrong = [];
  if (window.hit) wrong.push('something executed');
  if (document.scripts.length) wrong.push('a script element');
  for (const name of ['iframe', 'object', 'embed', 'form', 'base', 'foreignObject', 'animate', 'use']) {
    if (document.querySelector(name)) wrong.push(`an element '${name}'`);
  }
  for (const e of document.querySelectorAll('*')) {
    for (const a of e.attributes) {
      if (/^on/i.test(a.name) || a.name === 'style' || a.name === 'srcdoc') wrong.push(`${a.name} on ${e.tagName}`);
      if (!/href|src/i.test(a.name)) continue;
      const scheme = (a.value.replace(/[\0- ]/g, '').match(/^([a-z][a-z0-9+.-]*):/i) || ['', ''])[1].toLowerCase();
      if (/^(img|image)$/i.test(e.tagName) ? !(markdown ? /^[^:]*$/ : /^data:image\/(png|jpeg);base64,/).test(a.value)
        : !['', 'https', 'http', 'mailto', 'tel'].includes(scheme)) wrong.push(`${a.name}="${a.value.slice(0, 60)}"`);
    }
  }
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  if (new Set(ids).size !== ids.length) wrong.push('an id that stands twice: ' + ids.find((id, i) => ids.indexOf(id) !== i));
  for (const a of document.querySelectorAll('nav a[href^="#"], main a.anchor')) {
    if (!document.getElementById(decodeURIComponent(a.getAttribute('href').slice(1)))) wrong.push('a dead link ' + a.getAttribute('href'));
  }
  return wrong;
}

// The elements of the page without their texts; regions that scroll and drawings depend on words.
function shape() {
  const names = [];
  const walk = (e) => {
    names.push(e.tagName === 'SECTION' ? 'DIV' : e.tagName);
    if (e.tagName.toLowerCase() === 'svg') return;
    for (const child of e.children) walk(child);
    names.push('/');
  };
  walk(document.body);
  return names;
}

function wide() {
  const root = document.documentElement;
  if (Math.max(root.scrollWidth, document.body.scrollWidth) <= root.clientWidth) return '';
  const over = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 0.5);
  const inner = over.find((e) => ![...e.children].some((c) => over.includes(c)));
  return inner ? `${inner.tagName} '${inner.textContent.trim().slice(0, 40)}'` : 'body';
}

// Markdown names its images, which is no more than it may.
async function look(context, job, tell) {
  const url = pathToFileURL(path.resolve(job.page)).href;
  const page = await context.newPage();
  page.on('dialog', (dialog) => { tell('a dialog: ' + dialog.message()); dialog.dismiss(); });
  page.on('console', (m) => { if (m.type() === 'error') tell('console: ' + m.text().slice(0, 200)); });
  page.on('pageerror', (e) => tell('script error: ' + e.message));
  page.on('popup', () => tell('a window opened'));
  await page.route('**/*', (route) => {
    const to = route.request().url().split('#')[0];
    if (to === url || (job.markdown && to.endsWith('/plans/good.png')) || /^data:image\/(png|jpeg);/.test(to)) return route.continue();
    if (!to.endsWith('/favicon.ico')) tell('a request to ' + to.slice(0, 100));
    return route.abort();
  });
  await page.goto(url, { waitUntil: 'load', timeout: 60000 });
  return page;
}

// The first stop is the way past the contents; every link and every region that scrolls is one.
async function keyboard(page, tell) {
  const stops = await page.evaluate(() => [...document.querySelectorAll('a[href], summary, [tabindex="0"]')]
    .filter((e) => e.getClientRects().length > 0).length);
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.className);
  if (first !== 'skip') tell('the first stop is no skip link but ' + first);
  const shown = await page.evaluate(() => document.activeElement.getBoundingClientRect().top >= 0);
  if (!shown) tell('the skip link is not seen when it has the focus');
  let seen = 1;
  for (; seen < stops; seen++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      if (e === document.body) return 'lost';
      const box = e.getBoundingClientRect();
      return box.bottom < 0 || box.top > innerHeight ? 'outside' : '';
    });
    if (at === 'lost') break;
    if (at) { tell('the focus goes where it is not seen'); break; }
  }
  if (seen < stops) tell(`${seen} of ${stops} stops are reached by the keyboard`);
}

// A dashboard is sorted and filtered by its radio buttons; the order is that of what is seen.
function rows() {
  return [...document.querySelectorAll('tr.row')].map((row) => ({ row, box: row.getBoundingClientRect() }))
    .filter((r) => r.box.height > 0).sort((a, b) => a.box.top - b.box.top)
    .map((r) => [...r.row.cells].map((cell) => cell.textContent.trim()));
}

// How the cells of a column compare: what is absent stands last.
const number = (text) => (/\d/.test(text) ? Number(text.match(/[\d.,]+/)[0].replace(/\./g, '').replace(',', '.')) : null);
const unmet = (text) => { const m = text.match(/(\d+)\/(\d+)/); return m ? m[2] - m[1] : 0; };
const day = (text) => { const m = text.match(/(\d\d)\/(\d\d)\/(\d{4})/); return m ? Number(m[3] + m[2] + m[1]) : null; };
const ORDERS = { 1: [1, number, 1], 2: [1, number, -1], 3: [2, number, -1], 4: [3, number, -1], 5: [4, number, -1],
  6: [5, unmet, -1], 7: [6, number, 1], 8: [7, day, 1] };

async function board(page, count, tell) {
  await page.setViewportSize({ width: 1280, height: 800 });
  const shown = await page.evaluate(rows);
  if (shown.length !== count) tell(`${shown.length} of ${count} branches are shown`);
  for (const [sort, [column, value, sign]] of Object.entries(ORDERS)) {
    await page.click(`label:has(#sort-${sort})`);
    const values = (await page.evaluate(rows)).map((cells) => value(cells[column]));
    if (values.length !== count || new Set(values).size < 2) tell(`order ${sort} has nothing to sort: ${values.slice(0, 5)}`);
    const wrong = values.findIndex((v, i) => i > 0 && (values[i - 1] === null ? v !== null : v !== null && sign * (v - values[i - 1]) < 0));
    if (wrong >= 0) tell(`order ${sort}: ${values[wrong]} stands behind ${values[wrong - 1]}`);
  }
  await page.click('label:has(#sort-0)');
  const again = await page.evaluate(rows);
  if (JSON.stringify(again) !== JSON.stringify(shown)) tell('the first order does not come back');
  for (const group of ['show', 'region']) {
    const choices = await page.$$eval(`input[name=${group}]`, (inputs) => inputs.map((e) => [e.id, e.parentNode.textContent.match(/\(([\d.]+)\)/)]));
    for (const [id, want] of choices.slice(1)) {
      await page.click(`label:has(#${id})`);
      const seen = (await page.evaluate(rows)).length;
      if (!want || seen !== Number(want[1].replace('.', '')) || seen === 0) tell(`${id} shows ${seen} branches, not ${want && want[1]}`);
    }
    if (choices.length < 3) tell(`there is nothing to choose by ${group}`);
    await page.click(`label:has(#${group}-0)`);
  }
  await page.focus('#sort-0');
  await page.keyboard.press('ArrowDown');
  if (!(await page.evaluate(() => document.querySelector('#sort-1').checked))) tell('the keyboard does not choose an order');
  await page.keyboard.press('ArrowUp');
}

// Beside the text, the contents mark the entry one is at, by more than a colour: between two headings
// the browser takes the nearer one, and none that is below the middle of the window.
async function place(page, tell) {
  await page.setViewportSize({ width: 1280, height: 800 });
  const stops = await page.evaluate(() => {
    // So that the last heading can come to the top.
    document.body.style.paddingBottom = '100vh';
    const tops = [...document.querySelectorAll('.contents a')].map((a) => ({ hash: a.hash,
      top: document.getElementById(decodeURIComponent(a.hash.slice(1))).getBoundingClientRect().top + scrollY }));
    return tops.map((at, i) => ({ hash: at.hash, top: at.top, behind: i + 1 < tops.length ? (tops[i + 1].top - at.top) * 0.3 : 40 }));
  });
  const tried = stops.filter((stop, i) => i % Math.ceil(stops.length / 8) === 0 && stop.behind >= 40);
  if (tried.length < 2) tell('no heading is far enough from the next to try where one is');
  for (const stop of tried) {
    await page.evaluate((y) => scrollTo(0, y), stop.top + stop.behind);
    await page.waitForTimeout(100);
    const marked = await page.evaluate(() => [...document.querySelectorAll('.contents a')].filter((a) =>
      getComputedStyle(a.lastElementChild).textDecorationLine === 'underline' &&
        !['none', 'normal'].includes(getComputedStyle(a, '::before').content)).map((a) => {
      const box = a.getBoundingClientRect();
      return { hash: a.hash, seen: box.top >= 0 && box.bottom <= innerHeight };
    }));
    if (marked.length !== 1 || marked[0].hash !== stop.hash) tell(`behind ${stop.hash} the contents mark ${marked.map((entry) => entry.hash)}`);
    else if (!marked[0].seen) tell(`the entry ${stop.hash} is marked where it is not seen`);
  }
  await page.evaluate(() => { document.body.style.paddingBottom = ''; });
}

async function judge(browser, job, tell) {
  for (const scheme of ['light', 'dark']) {
    for (const width of [360, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme, bypassCSP: true });
      const page = await look(context, job, tell);
      await page.evaluate(axe);
      // The size of a fragment's links is its host's affair.
      const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
        RULES.slice(0, job.fragment ? 4 : 5));
      for (const v of found.violations) tell(`axe, ${scheme} ${width}: ${v.id} x${v.nodes.length}: ${v.help}: ${v.nodes[0].target.join(' ')}`);
      // Thousands of stops would take minutes; what is alike in every row is judged on smaller pages.
      if (scheme === 'light' && width === 1280 && !job.fragment && !job.board) await keyboard(page, tell);
      await context.close();
    }
  }
}

async function printed(page, tell, to) {
  await page.emulateMedia({ media: 'print' });
  const hidden = await page.evaluate(() => ['.contents', '.skip', '.languages', '.back']
    .filter((s) => [...document.querySelectorAll(s)].some((e) => e.getClientRects().length > 0)));
  if (hidden.length) tell('printed although it is of no use on paper: ' + hidden);
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  if (pdf.length < 10000) tell('prints as next to nothing');
  if (to) fs.writeFileSync(to, pdf);
}

async function run(browser, job) {
  const wrong = [];
  const tell = (text) => { if (!wrong.includes(text)) wrong.push(text); };
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const page = await look(context, job, tell);
  for (const text of await page.evaluate(probe, Boolean(job.markdown))) tell(text);
  // 320 pixels, and 1280 at twice the size.
  for (const width of job.fragment || job.markdown ? [] : [320, 640]) {
    await page.setViewportSize({ width, height: 640 });
    const over = await page.evaluate(wide);
    if (over) tell(`scrolls sideways at ${width} pixels: ${over}`);
  }
  if (job.board) await board(page, job.board, tell);
  const names = await page.evaluate(shape);
  if (job.axe && !job.fragment && !job.board) await place(page, tell);
  if (job.axe && !job.fragment) await printed(page, tell, job.print);
  await context.close();
  if (job.axe) await judge(browser, job, tell);
  return { page: job.page, wrong, shape: names.join(' ') };
}

(async () => {
  const jobs = JSON.parse(fs.readFileSync(0, 'utf8'));
  const browser = await need('playwright-core').chromium.launch({ executablePath, headless: true,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'] });
  try {
    for (const job of jobs) console.log(JSON.stringify(await run(browser, job)));
  } finally {
    await browser.close();
  }
})().catch((e) => { console.error(String(e.stack || e)); process.exit(1); });
