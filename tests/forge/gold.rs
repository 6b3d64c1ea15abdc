//! A forged notice's truth in the form that the scorer takes.

use serde_json::{Value, json};
use tongzhi::notice::FieldKind;

use super::{ForgedNotice, TrueField};

/// The reference annotation of a forged notice, its text in it.
pub fn gold(forged: &ForgedNotice) -> Value {
    let truth = &forged.truth;
    let headings: Vec<Value> =
        truth.headings.iter().map(|item| json!({ "marker": item.marker, "level": item.level, "title": item.title })).collect();
    let fields: Vec<Value> = truth.fields.iter().map(field).collect();
    json!({
        "text": forged.text,
        "notices": [{
            "kind": truth.kind,
            "title": truth.title,
            "document_number": truth.document_number,
            "addressees": truth.addressees,
            "issued": truth.issued,
            "copied_to": truth.copied_to,
            "attachments": truth.attachments,
            "headings": headings,
            "fields": fields,
        }],
    })
}

fn field(field: &TrueField) -> Value {
    let mut value = json!({
        "kind": field.kind,
        "label": field.label.as_deref().unwrap_or_default(),
        "raw": field.text,
        "item": field.path,
        "covers": field.covers,
    });
    if field.kind == FieldKind::Deadline {
        let due = field.due.as_ref().map(|due| json!({ "type": due.kind, "start": due.start, "end": due.end }));
        value["deadline"] = due.unwrap_or_default();
    } else {
        value["units"] = json!(field.units);
    }
    value
}
