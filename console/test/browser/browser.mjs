import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const SCREENSHOTS = resolve(import.meta.dirname, '../../target/screenshots');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Chromium as Debian packages it; it must not look for anything outside. */
export async function startBrowser() {
  mkdirSync(SCREENSHOTS, { recursive: true });
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A window of its own, signed in or not. What the page reports as an error fails the test that asks with `clean`. */
export async function openWindow(browser, server, { signedIn = true, locale = 'en', theme = 'light', width = 1360, height = 900 } = {}) {
  // Without motion nothing is half faded in when it is looked at; whoever asks for that gets it too.
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width, height }, baseURL: server.origin, acceptDownloads: true });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    // A refusal of the API is no fault of the page.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      problems.push(message.text());
    }
  });
  const session = {
    accessKeyId: server.accessKeyId,
    secretAccessKey: server.secretAccessKey,
    region: server.endpoints.region,
    account: server.endpoints.account,
  };
  await page.addInitScript(
    ([stored, language, mode]) => {
      if (stored) {
        sessionStorage.setItem('mooring.session', stored);
      }
      localStorage.setItem('mooring.locale', language);
      localStorage.setItem('mooring.theme', mode);
    },
    [signedIn ? JSON.stringify(session) : '', locale, theme],
  );
  return {
    page,
    close: () => context.close(),
    go: async (path) => {
      await page.goto(`/console${path}`);
      await page.waitForLoadState('networkidle');
    },
    screenshot: (name) => page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) }),
    /** Fails on what the page reported, and on what a screen reader or a keyboard cannot use. */
    check: async (name) => {
      // What is still fading in has neither its colours nor its place. Spinners never end and are left to turn.
      await page.waitForFunction(() =>
        document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getComputedTiming().iterations === Infinity),
      );
      await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
      assert.deepEqual(problems, [], `${name}: errors on the page`);
      // By the debugger's way in: the page's policy lets no script of ours in by any other.
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() =>
        // The design system puts an attribute where it does not belong, on the bar that opens the navigation of narrow screens.
        window.axe.run({ exclude: [['nav[class*="mobile-toolbar-nav"]']] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }),
      );
      const found = violations.map((rule) => `${rule.id}: ${rule.help}\n  ${rule.nodes.map((node) => node.html.slice(0, 300)).join('\n  ')}`);
      assert.deepEqual(found, [], `${name}: accessibility`);
    },
  };
}
