// What is done to what Trunk built, before dist/ is put in place: a hook of Trunk.toml. Trunk runs several
// hooks of one stage at the same time, so there is one.
import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const HERE = (name) => fileURLToPath(new URL(name, import.meta.url));
const dist = process.env.TRUNK_STAGING_DIR;

// names, panics and glue that only take room
run(process.execPath, [HERE("trim.mjs")]);
// what depends on the data; the native command in the profile that the tests build
run("cargo", ["run", "--quiet", "--bin", "whomet", "--", "site", dist], [0, 1]);
// a page that is being worked on keeps nothing
if (process.env.WHOMET_NO_WORKER) copyFileSync(HERE("no-worker.js"), join(dist, "sw.js"));

function run(command, options, fine = [0]) {
  const { status, error } = spawnSync(command, options, { stdio: "inherit" });
  if (error) throw error;
  if (!fine.includes(status)) process.exit(status ?? 1);
}
