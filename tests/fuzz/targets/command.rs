// The modules of the command, as they stand in `src/bin/whomet/main.rs`.
#[path = "../../../src/bin/whomet/aliases.rs"]
mod aliases;
#[path = "../../../src/bin/whomet/check.rs"]
mod check;
#[path = "../../../src/bin/whomet/commands.rs"]
mod commands;
#[path = "../../../src/bin/whomet/completions.rs"]
mod completions;
#[path = "../../../src/bin/whomet/explain.rs"]
mod explain;
#[path = "../../../src/bin/whomet/fix_list.rs"]
mod fix_list;
#[path = "../../../src/bin/whomet/import/mod.rs"]
mod import;
#[path = "../../../src/bin/whomet/lines.rs"]
mod lines;
#[path = "../../../src/bin/whomet/new.rs"]
mod new;
#[path = "../../../src/bin/whomet/pack.rs"]
mod pack;
#[path = "../../../src/bin/whomet/progress.rs"]
mod progress;
#[path = "../../../src/bin/whomet/publish/mod.rs"]
mod publish;
#[path = "../../../src/bin/whomet/site/mod.rs"]
mod site;
#[path = "../../../src/bin/whomet/stats.rs"]
mod stats;
#[path = "../../../src/bin/whomet/verify.rs"]
mod verify;
