//! A document in the formats that people and programs read, one file a format.

pub mod findings;
pub mod json;
pub mod ledger;
pub mod width;
