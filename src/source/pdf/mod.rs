//! .pdf with a text layer: the text of its pages, in their order. The pages are interpreted by hayro-interpret, which a hostile file
//! can make abort: see [`super::isolation`].

mod drawing;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page};
use rustc_hash::FxHashMap;

use self::drawing::Drawing;
use super::extracted::{EmptyReason, Extracted};
use super::limits::TEXT_BYTES;
use super::pages::Pages;
use crate::error::Error;

/// Where one character in so many can't be told, the file is not read: what remains would be holes.
const UNKNOWN_SHARE: usize = 5;
/// So many Chinese characters, more than half of them the same one: a font that wasn't there when the file was made.
const TELLING_CHARACTERS: usize = 30;
/// Characters that are read of one file.
const CHARACTERS: usize = TEXT_BYTES / 3;
/// Pages without text that are named.
const NAMED_PAGES: usize = 5;

/// Reads the file in `bytes`.
pub fn read(bytes: Vec<u8>) -> Result<Extracted, Error> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Error::Encrypted,
        LoadPdfError::Decryption(_) => damaged("is encrypted in a way that is not known"),
        LoadPdfError::Invalid => damaged("has no pages that can be found"),
    })?;
    let cache = InterpreterCache::new();
    let mut extracted = Extracted::default();
    let mut pages = Pages::default();
    let (mut known, mut unknown, mut is_scanned) = (0, 0, false);
    let mut pictured = Vec::new();
    for (index, page) in pdf.pages().iter().enumerate() {
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        // One page that can't be read is no reason to give none of the others.
        let Ok(drawing) = catch_unwind(AssertUnwindSafe(|| drawn(page, &pdf, &cache))) else {
            extracted.limit(format!("page {number} can't be read"));
            continue;
        };
        (known, unknown) = (known + drawing.known(), unknown + drawing.unknown);
        if drawing.known() == 0 && drawing.has_pictures {
            is_scanned = true;
            pictured.push(number);
        }
        if known > CHARACTERS {
            extracted.limit(format!("the file holds more than {CHARACTERS} characters; what comes after page {number} is left out"));
            break;
        }
        pages.add(drawing.into_page(number));
    }
    if unknown > 0 && unknown * UNKNOWN_SHARE >= known + unknown {
        let mut none = Extracted::default();
        none.set_empty_reason(EmptyReason::Fonts);
        return Ok(none);
    }
    if unknown > 0 {
        extracted.limit(format!("{unknown} characters are left out: their fonts don't say which they are"));
    }
    if known > 0 && !pictured.is_empty() {
        let named: Vec<String> = pictured.iter().take(NAMED_PAGES).map(u32::to_string).collect();
        let more = if pictured.len() > NAMED_PAGES { ", …" } else { "" };
        extracted.limit(format!("pages that are pictures without text are left out: {}{more}", named.join(", ")));
    }
    extracted.set_empty_reason(if is_scanned { EmptyReason::Scan } else { EmptyReason::Nothing });
    pages.finish(&mut extracted);
    if is_one_character(extracted.as_str()) {
        let mut none = Extracted::default();
        none.set_empty_reason(EmptyReason::Fonts);
        return Ok(none);
    }
    Ok(extracted)
}

/// Whether one Chinese character stands for all: that is how a file says what it shows as empty boxes.
fn is_one_character(text: &str) -> bool {
    let mut counts: FxHashMap<char, usize> = FxHashMap::default();
    let mut all = 0;
    for character in text.chars().filter(|character| *character >= '\u{3400}') {
        *counts.entry(character).or_default() += 1;
        all += 1;
    }
    all >= TELLING_CHARACTERS && counts.values().max().is_some_and(|most| most * 2 > all)
}

fn damaged(reason: &str) -> Error {
    Error::Damaged { part: "the PDF file".to_owned(), reason: reason.to_owned() }
}

/// What a page draws.
fn drawn<'a>(page: &PdfPage<'a>, pdf: &'a Pdf, cache: &InterpreterCache<'a>) -> Drawing {
    let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(page.initial_transform(true).to_kurbo(), area, cache, pdf.xref(), settings);
    let mut drawing = Drawing::new(width, height);
    interpret_page(page, &mut context, &mut drawing);
    drawing
}
