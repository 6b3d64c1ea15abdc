//! A zip archive within the limits, with the names that Chinese systems give its members.

use std::collections::HashMap;
use std::io::{Read, Seek};

use zip::ZipArchive;

use super::extracted::Extracted;
use super::limits::{Budget, MEMBERS, PART_BYTES, RATIO, RATIO_FREE_BYTES};
use super::xml::part_text;
use crate::error::Error;

/// An open archive.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    /// Name (as [`Archive::name`] gives it, in lower case) → place in the archive.
    places: HashMap<String, usize>,
    names: Vec<String>,
}

/// An unpacked member.
#[derive(Debug)]
pub struct Member {
    /// Its bytes, up to where it is damaged.
    pub bytes: Vec<u8>,
    /// What is wrong with it, if anything is.
    pub damage: Option<String>,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads the archive's directory.
    pub fn open(reader: R) -> Result<Self, Error> {
        let zip = ZipArchive::new(reader).map_err(|error| damaged("zip archive", &error))?;
        if zip.len() > MEMBERS {
            let limit = format!("{} members, more than {MEMBERS}", zip.len());
            return Err(Error::TooLarge { part: "zip archive".to_owned(), limit });
        }
        let mut archive = Self { names: vec![String::new(); zip.len()], zip, places: HashMap::new() };
        for index in 0..archive.names.len() {
            // Raw access: neither a password nor an unknown packing stands in the way of a name.
            let Ok(member) = archive.zip.by_index_raw(index) else { continue };
            let name = member_name(member.name_raw());
            archive.places.entry(name.to_lowercase()).or_insert(index);
            archive.names[index] = name;
        }
        Ok(archive)
    }

    /// Number of members.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether the archive has no member.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Name of the member at `index`, with `/` between folders.
    pub fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("", String::as_str)
    }

    /// Place of the member of this name, whatever its case.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.places.get(&name.trim_start_matches('/').to_lowercase()).copied()
    }

    /// Unpacks the member of this name; `None` where there is none.
    pub fn read_named(&mut self, name: &str, budget: &mut Budget) -> Result<Option<Member>, Error> {
        self.find(name).map(|index| self.read(index, budget)).transpose()
    }

    /// The text of the XML part of this name, up to where it is damaged, which becomes a limit of `extracted`; `None` where there
    /// is none.
    pub fn part(&mut self, name: &str, budget: &mut Budget, extracted: &mut Extracted) -> Result<Option<String>, Error> {
        let Some(member) = self.read_named(name, budget)? else { return Ok(None) };
        member.damage.into_iter().for_each(|damage| extracted.limit(damage));
        Ok(Some(part_text(member.bytes)))
    }

    /// Unpacks the member at `index`.
    pub fn read(&mut self, index: usize, budget: &mut Budget) -> Result<Member, Error> {
        let name = self.name(index).to_owned();
        let mut member = self.zip.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => Error::Encrypted,
            error => damaged(&name, &error),
        })?;
        let packed = member.compressed_size();
        let mut bytes = Vec::new();
        let mut block = [0; 1 << 15];
        loop {
            let read = match member.read(&mut block) {
                Ok(0) => return Ok(Member { bytes, damage: None }),
                Ok(read) => read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) if bytes.is_empty() => return Err(damaged(&name, &error)),
                Err(error) => {
                    let damage = Some(format!("{name} is damaged ({error}); what comes before the damage was read"));
                    return Ok(Member { bytes, damage });
                }
            };
            bytes.extend_from_slice(&block[..read]);
            let size = bytes.len() as u64;
            budget.spend(&name, read as u64)?;
            if size > PART_BYTES {
                return Err(Error::TooLarge { part: name, limit: format!("unpacks to more than {} MiB", PART_BYTES >> 20) });
            }
            if size > RATIO_FREE_BYTES && size / RATIO > packed {
                return Err(Error::TooLarge { part: name, limit: format!("unpacks to more than {RATIO} times its size") });
            }
        }
    }
}

fn damaged(part: &str, error: &dyn std::fmt::Display) -> Error {
    Error::Damaged { part: part.to_owned(), reason: error.to_string() }
}

/// A name in UTF-8 or, as Chinese Windows writes it without saying so, GBK. Some GBK names are valid
/// UTF-8 too (通知 is), but then of letters that nobody here writes.
fn member_name(raw: &[u8]) -> String {
    let is_meant = |name: &str| name.is_ascii() || name.chars().any(|character| character >= '\u{2e80}');
    let utf8 = std::str::from_utf8(raw).ok();
    let gbk = || encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(raw);
    let name = match utf8 {
        Some(name) if is_meant(name) => name.into(),
        Some(name) => gbk().filter(|name| is_meant(name)).unwrap_or(name.into()),
        None => encoding_rs::GB18030.decode_without_bom_handling(raw).0,
    };
    name.replace('\\', "/")
}
