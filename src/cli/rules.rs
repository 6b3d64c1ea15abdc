//! `tongzhi rules` and `tongzhi explain`: what `check` looks for.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use tongzhi::check::{Language, RULES, page_in, rule};

use super::language::LanguageArgument;
use super::output::Output;

/// List the rules of check
#[derive(Debug, Args)]
pub struct RulesArguments {
    #[command(flatten)]
    language: LanguageArgument,
}

/// Explain a rule: what it finds, why it matters, an example and its mending
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// Code or name of the rule
    #[arg(value_name = "CODE")]
    rule: String,

    #[command(flatten)]
    language: LanguageArgument,
}

/// Lists the rules.
pub fn run(arguments: &RulesArguments) -> anyhow::Result<ExitCode> {
    let language = arguments.language.language();
    let mut out = Output::open(None)?;
    for rule in RULES {
        // What the braces stand for is known only at a finding.
        let message = rule.message.in_language(language).replace("{0}", "…").replace("{1}", "…").replace("{2}", "…");
        let severity = serde_json::to_value(rule.severity)?;
        writeln!(out, "{}  {:<32}  {:<7}  {message}", rule.code, rule.name, severity.as_str().unwrap_or_default())?;
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Explains a rule.
pub fn explain(arguments: &ExplainArguments) -> anyhow::Result<ExitCode> {
    let language = arguments.language.language();
    let Some(rule) = rule(&arguments.rule) else {
        anyhow::bail!(
            "{}",
            match language {
                Language::Zh => format!("没有规则“{}”；tongzhi rules 列出全部规则", arguments.rule),
                Language::En => format!("no rule {:?}; `tongzhi rules` lists them", arguments.rule),
            }
        );
    };
    let mut out = Output::open(None)?;
    out.write_all(page_in(rule.page, language).as_bytes())?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
