//! A small random source of our own (splitmix64), so that a seed names the same notice for ever.

/// A stream of random choices.
#[derive(Debug, Clone)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// The stream that `seed` names.
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66_D1CE_4E5B }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + (self.next() % u64::from(high.max(low) - low + 1)) as u32
    }

    /// True in `percent` of a hundred cases.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of `choices`, which must not be empty.
    pub fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.between(0, choices.len() as u32 - 1) as usize]
    }

    /// `count` different ones of `choices` (or all, where there are fewer), in random order.
    pub fn pick_several<'a>(&mut self, choices: &[&'a str], count: usize) -> Vec<&'a str> {
        let mut left = choices.to_vec();
        let mut picked = Vec::new();
        while picked.len() < count && !left.is_empty() {
            let index = self.between(0, left.len() as u32 - 1) as usize;
            picked.push(left.swap_remove(index));
        }
        picked
    }
}
