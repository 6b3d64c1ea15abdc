//! The language that the program speaks.

use clap::{Args, ValueEnum};
use tongzhi::check::Language;

/// `--lang`, or what the locale says.
#[derive(Debug, Args)]
pub struct LanguageArgument {
    /// Language of the messages [default: by the locale]
    #[arg(long = "lang", value_enum, value_name = "LANGUAGE")]
    wanted: Option<Wanted>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Wanted {
    Zh,
    En,
}

/// The variables that name the locale of messages; the first that is set decides (POSIX).
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

impl LanguageArgument {
    /// The language to use.
    pub fn language(&self) -> Language {
        match self.wanted {
            Some(Wanted::Zh) => Language::Zh,
            Some(Wanted::En) => Language::En,
            None => {
                let locale = VARIABLES.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
                if locale.is_some_and(|locale| locale.starts_with("zh")) { Language::Zh } else { Language::En }
            }
        }
    }
}
