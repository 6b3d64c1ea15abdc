//! tongzhi (通知) reads Chinese campaign notices as institutions keep them and answers one question:
//! who must do what by when, and where does the notice say so?
//!
//! ```
//! let document = tongzhi::parse_text("关于开展春季义诊的通知\n各科室：\n一、组织义诊。责任科室：医务科，完成时间：4月20日之前。\n二〇一一年三月十五日\n");
//! let field = &document.notices[0].assignments[0].fields[1];
//! assert_eq!(field.text, "4月20日之前");
//! assert_eq!(field.deadline.as_ref().unwrap().end.as_deref(), Some("2011-04-20"));
//! ```
//!
//! The stages run in one direction, one module each; [`pipeline`] reads like their list.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod assemble;
pub mod batch;
pub mod check;
pub mod config;
pub mod decode;
pub mod error;
pub mod fields;
pub mod fix;
pub mod head;
pub mod layout;
pub mod ledger;
pub mod notice;
pub mod numeral;
pub mod outline;
pub mod pipeline;
pub mod render;
pub mod repair;
pub mod simplify;
pub mod source;
pub mod span;
pub mod text;
mod word_index;
mod word_table;

pub use error::Error;
pub use pipeline::{Options, parse, parse_text};
