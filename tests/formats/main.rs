//! Every format against the notice that it was made from, and against damage and hostility.

mod build;
mod docx;
