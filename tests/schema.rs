//! Every document that `parse` prints validates against the schema that `schema` prints, and comes back from JSON as it went.

use std::path::PathBuf;

use tongzhi::notice::Document;

/// All text fixtures, and one of each other format.
fn fixtures() -> Vec<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut files = Vec::new();
    for folder in [root.clone(), root.join("clean")] {
        let entries = std::fs::read_dir(folder).expect("the fixtures are there");
        files.extend(
            entries
                .map(|entry| entry.expect("an entry").path())
                .filter(|path| path.extension().is_some_and(|extension| extension == "txt")),
        );
    }
    files.extend(["docx", "doc", "rtf", "odt", "html"].map(|format| root.join("formats/notice").with_extension(format)));
    files.sort();
    files
}

#[test]
fn every_fixture_validates() {
    let schema = serde_json::to_value(schemars::schema_for!(Document)).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is valid");
    let files = fixtures();
    assert!(files.len() > 7, "{files:?}");
    for path in files {
        let source = tongzhi::source::open(&path).expect("a fixture opens").next().expect("a source").expect("a fixture opens");
        let document = tongzhi::parse(source, &tongzhi::Options::default()).expect("a fixture parses");
        let value = serde_json::to_value(&document).expect("a document is JSON");
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| format!("{} at {}", error, error.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        assert_eq!(serde_json::from_value::<Document>(value).expect("a document reads back"), document, "{}", path.display());
    }
}

#[test]
fn a_document_with_a_key_missing_does_not_validate() {
    let schema = serde_json::to_value(schemars::schema_for!(Document)).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is valid");
    let mut value = serde_json::to_value(tongzhi::parse_text("关于整理档案的通知\n")).expect("a document is JSON");
    assert!(validator.is_valid(&value));
    value["notices"][0]["items"].take();
    assert!(!validator.is_valid(&value));
}
