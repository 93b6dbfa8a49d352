// The dialogs of taking along, and the files that they save.
import { readFile } from "node:fs/promises";

export const dialog = (page) => page.getByRole("dialog");

/** Opens a dialog by its button. */
export async function openDialog(page, name) {
  await page.getByRole("button", { name, exact: true }).first().click();
  await dialog(page).waitFor();
}

/** Saves a file of the dialog "Export": its name, where it lies, and what is in it. */
export async function save(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: 50_000 }),
    dialog(page).getByRole("button", { name, exact: true }).click(),
  ]);
  const path = await download.path();
  return { name: download.suggestedFilename(), path, text: await readFile(path, "utf8") };
}
