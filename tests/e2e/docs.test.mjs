// The documentation of the API, in the browser and under the real content policy.
import assert from "node:assert/strict";
import test from "node:test";
import { newPerson, shown, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

/** Of a long document only what is in sight is in the page: this scrolls down and gathers. */
async function operationsDownThePage(page) {
  const seen = new Set();
  for (let step = 0; step < 400; ++step) {
    for (const block of await page
      .locator(".opblock")
      .evaluateAll((all) => all.map((one) => one.id)))
      seen.add(block);
    const before = await page.evaluate(() => window.scrollY);
    await page.mouse.wheel(0, 400);
    const moved = await page
      .waitForFunction((y) => window.scrollY > y, before, { timeout: 2000 })
      .then(() => true)
      .catch(() => false);
    if (!moved) break;
  }
  return seen;
}

test("the documentation shows every operation and asks nobody else for anything", async () => {
  const server = await startServer();
  const browser = await startBrowser();
  try {
    const { page, complaints } = await newPerson(browser, server.address);
    const elsewhere = [];
    page.on("request", (request) => {
      if (
        !request.url().startsWith(server.address) &&
        !request.url().startsWith("data:")
      )
        elsewhere.push(request.url());
    });
    await page.goto("/docs");
    await shown(page.locator(".opblock").first());
    const contract = await (await page.request.get("/openapi.json")).json();
    const operations = Object.values(contract.paths).flatMap((item) =>
      Object.values(item).filter((one) => one.operationId),
    );
    assert.equal((await operationsDownThePage(page)).size, operations.length);
    await page.goto("/docs#/members/add_member");
    await page.reload();
    await shown(page.locator("#operations-members-add_member .opblock-body"));
    assert.deepEqual(complaints, []);
    assert.deepEqual(elsewhere, []);
  } finally {
    await browser.close();
    await server.stop();
  }
});
