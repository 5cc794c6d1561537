// The documentation of the API, in the browser and under the real content policy.
import assert from "node:assert/strict";
import test from "node:test";
import { newPerson, shown, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

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
    await shown(page.locator("#operations-members-add_member"));
    const contract = await (await page.request.get("/openapi.json")).json();
    const operations = Object.values(contract.paths).flatMap((item) =>
      Object.values(item).filter((one) => one.operationId),
    );
    assert.equal(await page.locator(".opblock").count(), operations.length);
    await page
      .locator("#operations-members-add_member .opblock-summary")
      .click();
    await shown(page.locator("#operations-members-add_member .opblock-body"));
    assert.deepEqual(complaints, []);
    assert.deepEqual(elsewhere, []);
  } finally {
    await browser.close();
    await server.stop();
  }
});
