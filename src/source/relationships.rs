//! Which part of an OOXML file is for what.

use super::xml::{Token, XmlReader};
use crate::error::Error;

/// A part that another refers to.
#[derive(Debug)]
pub struct Relationship {
    /// The name that the referring part uses.
    pub id: String,
    /// The last word of the type's address: `styles`, `worksheet`.
    pub kind: String,
    /// The part's name, from the archive's root.
    pub target: String,
}

/// The relationships in a `.rels` part that speaks for a part in `folder`; those to places outside the file are left out.
pub fn relationships(text: &str, folder: &str) -> Result<Vec<Relationship>, Error> {
    let mut found = Vec::new();
    let mut xml = XmlReader::new(text, "_rels");
    while let Some(token) = xml.step()? {
        let Token::Open(element) = token else { continue };
        let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target")) else { continue };
        if element.attribute("TargetMode").as_deref() == Some("External") {
            continue;
        }
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let target = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None if folder.is_empty() => target,
            None => format!("{folder}/{target}"),
        };
        found.push(Relationship { id: element.attribute("Id").unwrap_or_default(), kind, target });
    }
    Ok(found)
}
