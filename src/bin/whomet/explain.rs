//! `whomet explain`: what a rule is for.

use whomet::source::{Rule, read};

use crate::commands::{self, Outcome};

/// Explains the rules with these codes; lists all if there is none.
pub fn run(arguments: lexopt::Parser) -> Result<Outcome, String> {
    let codes = commands::files(arguments)?;
    if codes.is_empty() {
        for rule in Rule::ALL {
            println!("{}  {:<8} {}", rule.code(), rule.severity().word(), rule.title());
        }
    }
    for code in codes {
        let rule =
            Rule::from_code(&code).ok_or_else(|| format!("there is no rule {code}; `whomet explain` lists them"))?;
        println!("{} {}: {}\n", rule.severity().word(), rule.code(), rule.title());
        println!("Why: {}\nMend: {}\n", rule.why(), rule.mend());
        println!("A dataset that breaks it:\n");
        rule.bad_example().lines().for_each(|line| println!("    {}", shortened(line)));
        for problem in read(rule.bad_example().as_bytes()).1 {
            println!("\n{}:{} {}\n{}", problem.line, problem.column, problem.pointer, problem.detail);
        }
    }
    Ok(Outcome::Clean)
}

/// A line as far as a terminal shows it.
fn shortened(line: &str) -> String {
    let short: String = line.chars().take(160).collect();
    if short.len() < line.len() { short + " …" } else { short }
}
