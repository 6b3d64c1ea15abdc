//! Many files in one go: which files ([`walk`]), all cores on them with bounded memory ([`window`]), results in the
//! files' order ([`lines`], [`tree`]), a journal by which a stopped run goes on ([`journal`]), and JSON Lines in and
//! out for other programs ([`stream`]).

pub mod failure;
pub mod fingerprint;
pub mod journal;
pub mod lines;
pub mod load;
pub mod spill;
pub mod stream;
pub mod summary;
pub mod tree;
pub mod walk;
pub mod window;

pub use failure::Failure;
pub use fingerprint::{Fingerprint, Identity};
pub use load::{Loaded, load};
pub use spill::Spill;
pub use summary::Summary;
pub use walk::{Entry, Inputs, Origin, Skipped, Walk};
pub use window::{Stop, Window};
