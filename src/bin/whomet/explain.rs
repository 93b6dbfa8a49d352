//! `whomet explain`: what a rule is for.

use whomet::source::{Rule, read};

use crate::commands::{self, Outcome};
use crate::publish;

/// Explains the rules with these codes; lists all if there is none.
pub fn run(arguments: lexopt::Parser) -> Result<Outcome, String> {
    let codes = commands::files(arguments)?;
    if codes.is_empty() {
        for rule in Rule::ALL {
            commands::say(&format!("{}  {:<8} {}\n", rule.code(), rule.severity().word(), rule.title()))?;
        }
        for rule in publish::RULES {
            commands::say(&format!("{}  {:<8} {}\n", rule.code, "warning", rule.title))?;
        }
    }
    for (at, code) in codes.iter().enumerate() {
        if at > 0 {
            commands::say("\n")?;
        }
        if let Some(rule) = publish::Rule::from_code(code) {
            commands::say(&explained_to_publishers(rule))?;
            continue;
        }
        let rule =
            Rule::from_code(code).ok_or_else(|| format!("there is no rule {code}; `whomet explain` lists them"))?;
        commands::say(&explained(rule))?;
    }
    Ok(Outcome::Clean)
}

fn explained(rule: Rule) -> String {
    let mut out = format!("{} {}: {}\n\n", rule.severity().word(), rule.code(), rule.title());
    out += &format!("Why: {}\nMend: {}\n", rule.why(), rule.mend());
    out += &examples(rule.bad_example(), &rule.good_example());
    for problem in read(rule.bad_example().as_bytes()).1 {
        out +=
            &format!("\nOf the first: {}:{} {}\n{}\n", problem.line, problem.column, problem.pointer, problem.detail);
    }
    out
}

fn explained_to_publishers(rule: &publish::Rule) -> String {
    let mut out = format!("warning {}: {}\n\nWhy: {}\nMend: {}\n", rule.code, rule.title, rule.why, rule.mend);
    out += &examples(rule.bad, &rule.good_example());
    let mut found = Vec::new();
    (rule.find)(&read(rule.bad.as_bytes()).0, &mut found);
    found.iter().for_each(|finding| out += &format!("\nOf the first: {}\n", finding.detail));
    out
}

/// Whole, however long a line is, so that they can be copied.
fn examples(bad: &str, good: &str) -> String {
    let mut out = String::new();
    for (what, example) in [("breaks", bad), ("does not break", good)] {
        out += &format!("\nA dataset that {what} it:\n\n");
        example.lines().for_each(|line| out += &format!("    {line}\n"));
    }
    out
}
