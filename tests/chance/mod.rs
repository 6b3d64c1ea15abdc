//! A small random source for tests that mutate bytes.

/// xorshift64, so that a failure can be run again by its number.
pub struct Chance(u64);

impl Chance {
    /// The stream that `seed` names.
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// A number below `end`; 0 where `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// The number that the environment variable `name` sets, or else `usual`.
pub fn count(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}
